import type { Field, Values } from "./fields.ts";

/** Where `sinch-fetch mock` listens unless it is given another port. */
const LOCAL: Values = {
  projectId: "local",
  keyId: "local",
  keySecret: "local",
  region: "us",
  appId: "local",
  conversationUrl: "http://127.0.0.1:4010",
  batchUrl: "http://127.0.0.1:4011",
  templatesUrl: "http://127.0.0.1:4012",
  tokenUrl: "http://127.0.0.1:4013/oauth2/token",
};

/** The account for the local Sinch on its usual ports, which takes any key. No key of the user is read. */
export function localValues(): { values: Values; sources: Partial<Record<Field, string>> } {
  return { values: LOCAL, sources: Object.fromEntries(Object.keys(LOCAL).map((field) => [field, "--local"])) };
}
