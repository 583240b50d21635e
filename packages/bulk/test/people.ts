import { bearer, oauth2 } from "@sinch-fetch/auth";
import { type BatchClient, createBatchClient, type RecipientAndParam } from "@sinch-fetch/batch";
import type { BulkOptions } from "../src/index.ts";
import type { BatchApi } from "./batch-api.ts";

/** The id of the recipient at a position. */
export const person = (position: number): string => `person-${position}`;

/** Recipients, one after another. */
export function* people(count: number): Generator<RecipientAndParam> {
  for (let position = 0; position < count; position++) {
    yield { recipient: { contact_id: person(position) }, parameters: { name: `Ada ${position}` } };
  }
}

/** What all runs of the tests have in common. */
export const MESSAGE: Pick<BulkOptions, "app_id" | "message"> = {
  app_id: "app",
  message: { text_message: { text: "Hello ${name}" } },
};

/** A client of an API, with tokens that end. */
export function clientOf({ baseUrl, tokenUrl }: Pick<BatchApi, "baseUrl" | "tokenUrl">): BatchClient {
  const auth = oauth2({ keyId: "key-id", keySecret: "key-secret", tokenUrl });
  return createBatchClient({ projectId: "p", auth, baseUrl, retry: false });
}

/** A client with a token that has no end. */
export function endlessClientOf({ baseUrl }: Pick<BatchApi, "baseUrl">): BatchClient {
  return createBatchClient({ projectId: "p", auth: bearer("of-another-make"), baseUrl, retry: false });
}
