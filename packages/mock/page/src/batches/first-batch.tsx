import type { JSX } from "preact";
import { curlOf } from "../core/code.ts";
import { useUrls } from "../core/world.ts";
import { CodeBlock } from "../ui/code-block.tsx";
import { Empty } from "../ui/empty.tsx";

const recipients = ["46700000001", "46700000002"].map((identity, index) => ({
  recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity }] } },
  parameters: { name: ["Ada", "Zoe"][index] },
}));

const BODY = {
  app_id: "my-app",
  message: { text_message: { text: "Hello ${name}" } },
  recipient_and_params: recipients,
};

/** What stands where no batch is yet: the command that sends the first one. */
export function FirstBatch(): JSX.Element {
  const urls = useUrls();
  const base = urls.batch ?? "http://127.0.0.1:4011";
  const url = `${base.replace(/\/$/, "")}/v1/projects/my-project/messages`;
  return (
    <div class="sheet">
      <Empty icon="batches" title="No batch yet">
        <p>Type this in a terminal, and watch it go out.</p>
        <CodeBlock
          label="The first batch"
          code={curlOf({ method: "POST", url, body: BODY, hasCredential: true })}
          wraps
        />
      </Empty>
    </div>
  );
}
