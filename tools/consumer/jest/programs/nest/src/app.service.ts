import { Inject, Injectable } from "@nestjs/common";
import type { ConversationClient } from "@sinch-fetch/conversation";

export const CONVERSATION = Symbol("conversation");

@Injectable()
export class AppService {
  constructor(@Inject(CONVERSATION) private readonly conversation: ConversationClient) {}

  async greet(identity: string): Promise<string> {
    const { message_id } = await this.conversation.messages.send({
      app_id: "app",
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity }] } },
      message: { text_message: { text: "Hello" } },
    });
    return message_id;
  }
}
