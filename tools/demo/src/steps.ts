import type { BatchClient } from "@sinch-fetch/batch";
import type { ConversationClient, Recipient } from "@sinch-fetch/conversation";

/** The clients that the steps call. */
export interface Clients {
  readonly conversation: ConversationClient;
  readonly batch: BatchClient;
}

/** What the main job is done with. */
export interface Job {
  readonly appId: string;
  readonly recipient: Recipient;
  /** Finds the conversation to inject a message into, when it is that step's turn; without it the step is left out. */
  readonly history?: (() => History) | undefined;
}

/** A conversation that began before this program did. */
export interface History {
  readonly conversationId: string;
  readonly contactId: string;
  readonly phone: string;
}

/** One call and what to show of its result. */
export interface Step {
  readonly call: string;
  run(): Promise<string>;
}

const AN_HOUR_MS = 60 * 60 * 1000;

/** The main job, one operation a step: send one message, keep history, then schedule, cancel and look up a batch. */
export function stepsOf({ appId, recipient, history }: Job, { conversation, batch }: Clients): readonly Step[] {
  let batchId = "";
  const inject = (keep: () => History): Step => ({
    call: "conversation.conversations.injectMessage",
    async run() {
      const { conversationId, contactId, phone } = keep();
      await conversation.conversations.injectMessage(conversationId, {
        app_message: { text_message: { text: "Written before sinch-fetch came." } },
        channel_identity: { channel: "SMS", identity: phone },
        contact_id: contactId,
        direction: "TO_CONTACT",
        accept_time: new Date(Date.now() - AN_HOUR_MS).toISOString(),
      });
      return `injected into ${conversationId}`;
    },
  });
  return [
    {
      call: "conversation.messages.send",
      async run() {
        const { message_id } = await conversation.messages.send({
          app_id: appId,
          recipient,
          message: { text_message: { text: "Hello from sinch-fetch." } },
          ttl: "600s",
        });
        return `message ${message_id}`;
      },
    },
    ...(history ? [inject(history)] : []),
    {
      call: "batch.messages.send",
      async run() {
        const { batch_id, send_after } = await batch.messages.send({
          app_id: appId,
          message: { text_message: { text: "Hello ${name}, this one is cancelled in time." } },
          recipient_and_params: [{ recipient, parameters: { name: "Ada" } }],
          send_after: new Date(Date.now() + AN_HOUR_MS).toISOString(),
        });
        batchId = batch_id;
        return `batch ${batch_id}${send_after ? `, goes out ${send_after}` : ""}`;
      },
    },
    {
      call: "batch.messages.cancel",
      async run() {
        await batch.messages.cancel({ batch_id: batchId });
        return "cancellation received";
      },
    },
    {
      call: "batch.messages.get",
      async run() {
        const { status } = await batch.messages.get(batchId);
        return `status ${status}`;
      },
    },
  ];
}
