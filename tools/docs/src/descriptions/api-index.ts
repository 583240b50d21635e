import type { Page } from "../page.ts";
import type { DocumentedApi } from "./documented-apis.ts";
import { escaped } from "./schema-text.ts";

/** What stands before each sample in TypeScript. The samples are run after these lines. */
export const SETUP = `import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { createTemplatesClient } from "@sinch-fetch/templates";

const { SINCH_PROJECT_ID = "", SINCH_KEY_ID = "", SINCH_KEY_SECRET = "" } = process.env;
const auth = oauth2({ keyId: SINCH_KEY_ID, keySecret: SINCH_KEY_SECRET });
const options = { projectId: SINCH_PROJECT_ID, region: "us", auth } as const;

export const conversation = createConversationClient(options);
export const batch = createBatchClient(options);
export const templates = createTemplatesClient(options);`;

/** The page that all operations are listed on. */
export function apiIndex(apis: readonly DocumentedApi[]): Page {
  return {
    address: "/api/",
    title: "Operations",
    description: "Every operation and callback of the APIs, with samples.",
    text: [
      "# Operations",
      "Each operation is a method of a client: `resource.method`. Its page has the call in TypeScript and as a command of " +
        "curl, what goes in and what comes back.",
      "## Setup",
      "The samples in TypeScript use these clients:",
      `\`\`\`ts\n${SETUP}\n\`\`\``,
      "Those of curl use an access token:",
      [
        "```sh",
        "export SINCH_ACCESS_TOKEN=$(curl -s https://auth.sinch.com/oauth2/token \\",
        '  -u "$SINCH_KEY_ID:$SINCH_KEY_SECRET" -d grant_type=client_credentials | sed \'s/.*"access_token":"\\([^"]*\\)".*/\\1/\')',
        "```",
      ].join("\n"),
      ...apis.flatMap(({ title, hasClient, operations, description }) => [
        `## ${title}`,
        escaped(description.info.description?.split("\n\n")[0] ?? ""),
        table(
          hasClient ? "method" : "request",
          operations.map(({ name, address, object, method, path }) =>
            hasClient
              ? [`[\`${name}\`](${address})`, object.summary]
              : [`[${name}](${address})`, `\`${method} ${path}\``],
          ),
        ),
      ]),
      "## Callbacks",
      table(
        "trigger",
        apis.flatMap(({ callbacks }) =>
          callbacks.map(({ name, address, object }) => [`[\`${name}\`](${address})`, object.summary]),
        ),
      ),
    ].join("\n\n"),
  };
}

function table(head: string, rows: readonly (readonly (string | undefined)[])[]): string {
  return [`| ${head} | |`, "| --- | --- |", ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}
