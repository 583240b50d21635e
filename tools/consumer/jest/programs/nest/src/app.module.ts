import { Module } from "@nestjs/common";
import { bearer } from "@sinch-fetch/auth";
import { createConversationClient } from "@sinch-fetch/conversation";
import { AppController } from "./app.controller";
import { AppService, CONVERSATION } from "./app.service";

@Module({
  controllers: [AppController],
  providers: [
    AppService,
    {
      provide: CONVERSATION,
      useFactory: () =>
        createConversationClient({ projectId: "p", auth: bearer("token"), baseUrl: process.env.SINCH_URL }),
    },
  ],
})
export class AppModule {}
