import "reflect-metadata";
import { Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { CallbacksController } from "../nest.ts";

@Module({ controllers: [CallbacksController] })
class AppModule {}

const app = await NestFactory.create(AppModule, { rawBody: process.env.RAW_BODY !== "no", logger: false });
await app.listen(3000);
