import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { startMock } from "@sinch-fetch/mock";
import { VARIABLES } from "./account.ts";
import { observeFetch } from "./observed-fetch.ts";
import { runSteps } from "./run-steps.ts";
import { stepsOn } from "./steps.ts";

/** Runs the main job against a local mock of Sinch, which validates every request. */
export async function runOnMock(print: (line: string) => void): Promise<void> {
  const mock = await startMock({ apis: ["auth", "batch", "conversation"] });
  try {
    const { fetch, last } = observeFetch();
    const auth = oauth2({ keyId: "any-key", keySecret: "any-secret", tokenUrl: `${mock.auth}/oauth2/token` });
    const common = { projectId: "demo", auth, fetch };
    print("Five operations through the clients to a local mock, which checks every request against its description.\n");
    const steps = stepsOn({
      conversation: createConversationClient({ ...common, baseUrl: mock.conversation }),
      batch: createBatchClient({ ...common, baseUrl: mock.batch }),
      appId: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "46700000001" }] } },
      history: {
        conversationId: "01JCTN0K4W9H6M1R8B3V5YSXQ2",
        contactId: "01JCTM6B1E7G4Y0S5PQ2FTWM8C",
        phone: "46700000001",
      },
    });
    const count = await runSteps(steps, last, print);
    print(`\n${count} operations, ${count} answered. Nothing left this machine.\n\nThe same with an account:\n`);
    for (const [name, meaning] of Object.entries(VARIABLES)) print(`  export ${name}=…  # ${meaning}`);
    print("  npx --yes pnpm@12.21.0 demo --live");
  } finally {
    await mock.close();
  }
}
