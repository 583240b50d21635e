import type { JSX } from "preact";
import { curlOf } from "../core/code.ts";
import { useUrls } from "../core/world.ts";
import { CodeBlock } from "../ui/code-block.tsx";
import { Empty } from "../ui/empty.tsx";

const BODY = {
  app_id: "my-app",
  recipient: { identified_by: { channel_identities: [{ channel: "WHATSAPP", identity: "46700000001" }] } },
  message: {
    choice_message: {
      text_message: { text: "Your bicycle is repaired. When do you fetch it?" },
      choices: [
        { text_message: { text: "Today" }, postback_data: "today" },
        { text_message: { text: "Tomorrow" }, postback_data: "tomorrow" },
      ],
    },
  },
};

/** What stands where nobody is yet: the command that brings the first message. */
export function FirstMessage(): JSX.Element {
  const urls = useUrls();
  const base = urls.conversation ?? "http://127.0.0.1:4010";
  const url = `${base.replace(/\/$/, "")}/v1/projects/my-project/messages:send`;
  return (
    <Empty icon="phone" title="Nobody has a message yet">
      <p>Type this in a terminal. Any project, app and token will do.</p>
      <CodeBlock
        label="The first message"
        code={curlOf({ method: "POST", url, body: BODY, hasCredential: true })}
        wraps
      />
      <p class="quiet">The phone appears here, and its buttons work.</p>
    </Empty>
  );
}
