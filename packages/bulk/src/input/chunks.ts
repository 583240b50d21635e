import type { RecipientAndParam } from "@sinch-fetch/batch";
import type { ChunkIdentity } from "../ledger/ledger.ts";
import { digestOf } from "./digest.ts";

/** Recipients, one after another, as `recipient_and_params` takes them. */
export type Recipients = Iterable<RecipientAndParam> | AsyncIterable<RecipientAndParam>;

/** Some recipients that are sent in one request. */
export interface Chunk extends ChunkIdentity {
  /** The recipients as JSON, with commas between them, so that nobody changes them after they were read. */
  readonly text: string;
}

/** Reads an input chunk by chunk, no further than it is asked. */
export interface ChunkReader {
  /** Reads the next chunk; `undefined` at the end. Call it again once it has resolved. */
  next(): Promise<Chunk | undefined>;
  /** How many recipients were read. */
  readonly count: number;
  /** Lets go of the input. */
  close(): Promise<void>;
}

/**
 * Makes the reader of an input.
 *
 * @param subject Named first in each error: the function that was called.
 * @param requestDigest The digest of the request without its recipients.
 * @throws {TypeError} `recipients` is not iterable; or, from `next()`, one of them is not a recipient.
 */
export function readChunks(
  subject: string,
  recipients: Recipients,
  { chunkSize, requestDigest }: { chunkSize: number; requestDigest: Promise<string> },
): ChunkReader {
  const iterator = iteratorOf(subject, recipients);
  let chunk = 0;
  let count = 0;
  let isOver = false;

  return {
    get count() {
      return count;
    },
    async next() {
      if (isOver) return undefined;
      const position = count;
      // Each is written as soon as it is given: an input may hand out one object again and again, with another recipient in it.
      const texts: string[] = [];
      while (texts.length < chunkSize) {
        const step = iterator.next();
        // Not awaited where it need not be: a million waits for nothing take their time.
        const { done, value } = step instanceof Promise || "then" in step ? await step : step;
        if (done) {
          isOver = true;
          break;
        }
        texts.push(textOf(subject, value, position + texts.length));
      }
      count += texts.length;
      if (texts.length === 0) return undefined;
      const text = texts.join();
      const digest = await digestOf(`${await requestDigest}\n${text}`);
      return { chunk: chunk++, position, recipients: texts.length, digest, text };
    },
    async close() {
      if (isOver) return;
      isOver = true;
      await iterator.return?.();
    },
  };
}

/**
 * Checks an input.
 *
 * @throws {TypeError} It is not iterable.
 */
export function checkRecipients(subject: string, recipients: unknown): void {
  const given = Object(recipients);
  if (typeof recipients !== "string" && (given[Symbol.asyncIterator] || given[Symbol.iterator])) return;
  throw new TypeError(`${subject}: recipients is not iterable, expected a list, a generator or a stream of recipients`);
}

function iteratorOf(
  subject: string,
  recipients: Recipients,
): Iterator<RecipientAndParam> | AsyncIterator<RecipientAndParam> {
  checkRecipients(subject, recipients);
  return Symbol.asyncIterator in recipients ? recipients[Symbol.asyncIterator]() : recipients[Symbol.iterator]();
}

function textOf(subject: string, entry: unknown, position: number): string {
  const expected = "expected { recipient, parameters?, … }";
  const { recipient }: Record<string, unknown> = Object(entry);
  if (typeof recipient !== "object" || recipient === null) {
    throw new TypeError(`${subject}: recipients[${position}] has no recipient, ${expected}`);
  }
  try {
    return JSON.stringify(entry);
  } catch {
    throw new TypeError(`${subject}: recipients[${position}] cannot be written as JSON, ${expected}`);
  }
}
