/// <reference types="node" />
import "reflect-metadata";
import { Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import { CallbacksController } from "../nest.ts";

@Module({ controllers: [CallbacksController] })
class AppModule {}

const rawBody = process.env.RAW_BODY !== "no";
const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody, logger: false });
app.useBodyParser("json", { limit: "1mb" });
await app.listen(3000);
