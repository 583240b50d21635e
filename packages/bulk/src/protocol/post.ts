import { type BatchClient, isApiError, isSinchFetchError, type SinchFetchError } from "@sinch-fetch/batch";
import type { CallOptions } from "@sinch-fetch/http";
import { retryAfterMs } from "@sinch-fetch/http/client";
import type { Chunk } from "../input/chunks.ts";
import type { Fate, Rejection } from "../ledger/ledger.ts";
import type { BulkRequest } from "../options.ts";
import type { Credential } from "./credential.ts";
import { marksOf } from "./mark.ts";
import { namedRecipients } from "./violations.ts";

/** What came of one request. */
export type PostResult =
  /** The API accepted or refused it. */
  | { readonly fate: Fate }
  /** It reached nobody, and the next one may wait a while; `stop` if the next one would fare alike. */
  | { readonly fate: Fate; readonly error: unknown; readonly retryAfterMs?: number | undefined; readonly stop: boolean }
  /** Nobody can say whether it was accepted. */
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
  const sent = sentOf(chunk, given.isolated);
  const client = clientOf(batch, credential);
  const body = {
    ...request,
    batch_metadata: { ...request.batch_metadata, ...marksOf(mark, attempt) },
    // In place of the recipients, which are JSON already: their number is checked, and bodyText puts them in.
    recipient_and_params: new Array(sent.count),
  };
  let isChecked = false;
  const options: CallOptions & { bodyText(body: unknown): string } = {
    bodyText(checked) {
      isChecked = true;
      return withRecipients(checked, sent);
    },
  };
  try {
    const { batch_id: batchId } = await client.messages.send(body, options);
    return { fate: { outcome: "accepted", batchId } };
  } catch (error) {
    // What is wrong with the arguments is found before the body is written, and nothing was sent then.
    if (isChecked) return resultOf(error, sent);
    const { message }: Error = Object(error);
    return { fate: { outcome: "void", reason: message }, error, stop: true };
  }
}

/** The last client that was made of each, for credentials that stay. */
const made = new WeakMap<BatchClient, { readonly auth: Credential["auth"]; readonly client: BatchClient }>();

/** A client with a credential, which retries nothing. */
function clientOf(batch: BatchClient, { auth }: Credential): BatchClient {
  const last = made.get(batch);
  if (last?.auth === auth) return last.client;
  const client = batch.withOptions({ auth, retry: false });
  made.set(batch, { auth, client });
  return client;
}

/** The recipients of one request. */
interface Sent {
  readonly count: number;
  /** Their positions in the input. */
  readonly positions: readonly number[];
  /** As JSON, with commas between them. */
  readonly text: string;
}

function sentOf({ position, recipients, text }: Chunk, rejections: readonly Rejection[]): Sent {
  const isolated = new Set(rejections.map((rejection) => rejection.position));
  const isLeft = (_: unknown, index: number): boolean => !isolated.has(position + index);
  return {
    count: recipients - isolated.size,
    // Only a refusal asks for them.
    get positions() {
      return Array.from({ length: recipients }, (_, index) => position + index).filter(isLeft);
    },
    // A chunk is taken apart only where it must be.
    text: isolated.size === 0 ? text : JSON.stringify(entriesOf(text).filter(isLeft)).slice(1, -1),
  };
}

function entriesOf(text: string): unknown[] {
  return JSON.parse(`[${text}]`);
}

function withRecipients(body: unknown, { text }: Sent): string {
  const { recipient_and_params: _, ...rest }: Record<string, unknown> = Object(body);
  return `${JSON.stringify(rest).slice(0, -1)},"recipient_and_params":[${text}]}`;
}

/** Statuses that say that the request itself is wrong; any other 4xx would meet each chunk. */
const WRONG_REQUEST = [400, 413, 422];

/** What an error means for the chunk that it met. */
function resultOf(error: unknown, sent: Sent): PostResult {
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
  const named = namedRecipients(error.details, sent.count);
  const rejections = sent.positions.flatMap((position, index) => {
    const why = named.get(index);
    return why === undefined ? [] : [{ position, reason: why }];
  });
  return { fate: rejections.length > 0 ? { outcome: "isolated", rejections } : { outcome: "rejected", reason } };
}

/** The message of an error says what happened, and holds no secret. */
function reasonOf(error: SinchFetchError): string {
  return error.message;
}
