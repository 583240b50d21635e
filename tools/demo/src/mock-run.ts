import { once } from "node:events";
import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { type Mock, startMock } from "@sinch-fetch/mock";
import { VARIABLES } from "./account.ts";
import { openProgram } from "./program.ts";
import { runSteps } from "./run-steps.ts";
import type { Clients, Job } from "./steps.ts";

const PHONE = "46700000001";

/**
 * Tours the main job on a local Sinch, which remembers: a message is sent and replied to, a batch is scheduled and cancelled, and a
 * program gets the callbacks.
 *
 * @param stay Leaves the local Sinch open until the process is told to stop.
 */
export async function runOnMock(print: (line: string) => void, stay: boolean): Promise<void> {
  const program = await openProgram((line) => print(`    callback: ${line}`));
  const { secret, url: target } = program;
  const mock = await startMock({ apis: ["auth", "batch", "conversation"], webhooks: [{ target, secret }] });
  try {
    const auth = oauth2({ keyId: "any-key", keySecret: "any-secret", tokenUrl: `${mock.auth}/oauth2/token` });
    print(
      "Five operations through the clients to a local Sinch. A program gets its callbacks, each with its signature checked.\n",
    );
    const job: Job = {
      appId: "demo-app",
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: PHONE }] } },
      history: () => historyIn(mock),
    };
    const clientsOver = (fetch: typeof globalThis.fetch): Clients => ({
      conversation: createConversationClient({ projectId: "demo", auth, fetch, baseUrl: mock.conversation }),
      batch: createBatchClient({ projectId: "demo", auth, fetch, baseUrl: mock.batch }),
    });
    const count = await runSteps(job, clientsOver, print, async (call) => {
      if (call !== "conversation.messages.send") return;
      await program.got("MESSAGE_DELIVERY DELIVERED");
      print(`    ${PHONE} replies: Thank you!`);
      mock.world.reply({ channel: "SMS", identity: PHONE, text: "Thank you!" });
      await program.got("MESSAGE_INBOUND");
    });
    await program.got("BATCH_STATUS_UPDATE");
    print(`\n${count} operations, ${count} answered. Nothing left this machine.`);
    print(`\nThe page with all of it: ${mock.inbox}`);
    if (stay) {
      print("Ctrl+C ends it.");
      await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
      return;
    }
    print("  npx --yes pnpm@12.21.0 demo --stay  # leaves it open");
    print("\nThe same with an account:\n");
    for (const [name, meaning] of Object.entries(VARIABLES)) print(`  export ${name}=…  # ${meaning}`);
    print("  npx --yes pnpm@12.21.0 demo --live");
  } finally {
    await mock.close();
    await program.close();
  }
}

/** The conversation that the first message began. */
function historyIn({ world }: Pick<Mock, "world">) {
  const [message] = world.messages({ projectId: "demo" });
  return { conversationId: message?.conversation_id ?? "", contactId: message?.contact_id ?? "", phone: PHONE };
}
