import { readFileSync } from "node:fs";

/** An example of a callback, from the description of the API. */
export interface DescribedCallback {
  readonly trigger: string;
  /** The name of the example. */
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Webhook {
  post: { requestBody: { content: { "application/json": { examples: Record<string, { value: object }> } } } };
}

const file = new URL("../descriptions/conversation.gen.json", import.meta.resolve("@sinch-fetch/mock"));
const { webhooks }: { webhooks: Record<string, Webhook> } = JSON.parse(readFileSync(file, "utf8"));

/** Every example of every callback. */
export const DESCRIBED_CALLBACKS: readonly DescribedCallback[] = Object.entries(webhooks).flatMap(
  ([trigger, { post }]) =>
    Object.entries(post.requestBody.content["application/json"].examples).map(([name, { value }]) => ({
      trigger,
      name,
      body: value as Record<string, unknown>,
    })),
);

/** The triggers that are described. */
export const DESCRIBED_TRIGGERS: readonly string[] = Object.keys(webhooks);
