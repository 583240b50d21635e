import { type BatchClient, isApiError, isSinchFetchError, type SinchFetchError } from "@sinch-fetch/batch";
import type { CallOptions } from "@sinch-fetch/http";
import { retryAfterMs } from "@sinch-fetch/http/client";
import type { Chunk } from "./chunks.ts";
import type { Credential } from "./credential.ts";
import type { Fate, Rejection } from "./ledger.ts";
import { marksOf } from "./mark.ts";
import type { BulkRequest } from "./options.ts";
import { namedRecipients } from "./violations.ts";

/** What came of one request. */
export type PostResult =
  /** The API accepted or refused it. */
  | { readonly fate: Fate }
  /** It reached nobody, and the next one may wait a while; `stop` if the next one would fare alike. */
  | { readonly fate: Fate; readonly error: unknown; readonly retryAfterMs?: number | undefined; readonly stop: boolean }
  /** There is no saying whether it was accepted. */
  | { readonly fate: undefined; readonly reason: string };

/** What a request is made of. */
export interface Post {
  readonly batch: BatchClient;
  readonly credential: Credential;
  readonly request: BulkRequest;
  readonly mark: string;
  readonly attempt: number;
  readonly chunk: Chunk;
  /** The recipients that the API refused before, by their position. */
  readonly isolated: readonly Rejection[];
}

/** Sends a chunk once, with exactly one credential, and never again by itself. */
export async function post(given: Post): Promise<PostResult> {
  const { batch, credential, request, mark, attempt, chunk } = given;
  const isolated = new Set(given.isolated.map(({ position }) => position));
  const sent = chunk.texts.flatMap((text, index) => {
    const position = chunk.position + index;
    return isolated.has(position) ? [] : [{ text, position }];
  });
  const client = batch.withOptions({ auth: credential.auth, retry: false });
  const body = {
    ...request,
    batch_metadata: { ...request.batch_metadata, ...marksOf(mark, attempt) },
    // In place of the recipients, which are JSON already: their number is checked, and bodySerializer puts them in.
    recipient_and_params: Array.from(sent, () => PLACEHOLDER),
  };
  const options: CallOptions & { bodySerializer(body: object): string } = {
    bodySerializer: (checked) =>
      withRecipients(
        checked,
        sent.map(({ text }) => text),
      ),
  };
  try {
    const { batch_id: batchId } = await client.messages.send(body, options);
    return { fate: { outcome: "accepted", batchId } };
  } catch (error) {
    return resultOf(
      error,
      sent.map(({ position }) => position),
    );
  }
}

const PLACEHOLDER = { recipient: { contact_id: "" } };

function withRecipients(body: object, texts: readonly string[]): string {
  const { recipient_and_params: _, ...rest }: Record<string, unknown> = { ...body };
  return `${JSON.stringify(rest).slice(0, -1)},"recipient_and_params":[${texts.join(",")}]}`;
}

/** Statuses that say that the request itself is wrong; any other 4xx would meet each chunk. */
const WRONG_REQUEST = [400, 413, 422];

/** What an error means for the chunk that it met. */
function resultOf(error: unknown, positions: readonly number[]): PostResult {
  // What is wrong with the arguments is found before anything is sent.
  if (error instanceof TypeError || error instanceof RangeError) {
    return { fate: { outcome: "void", reason: error.message }, error, stop: true };
  }
  if (!isSinchFetchError(error)) return { fate: undefined, reason: "the request failed" };
  const reason = reasonOf(error);
  // A 408 says that the server gave up waiting, and not what it did with what it had.
  if (error.outcome === "unknown" || (isApiError(error) && error.status === 408)) return { fate: undefined, reason };
  const nothing: Fate = { outcome: "void", reason };
  if (!isApiError(error)) return { fate: nothing, error, stop: false };
  if (error.status === 429 || error.status === 401) {
    return { fate: nothing, error, retryAfterMs: retryAfterMs(error.headers), stop: false };
  }
  if (!WRONG_REQUEST.includes(error.status)) return { fate: nothing, error, stop: true };
  const rejections = Array.from(namedRecipients(error.details, positions.length), ([index, why]) => ({
    position: positions[index] ?? 0,
    reason: why,
  }));
  return { fate: rejections.length > 0 ? { outcome: "isolated", rejections } : { outcome: "rejected", reason } };
}

/** The message of an error says what happened, and holds no secret. */
function reasonOf(error: SinchFetchError): string {
  return error.message;
}
