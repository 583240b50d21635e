import type { CallOptions } from "@sinch-fetch/http";
import { type BatchCancellation, cancelScheduled } from "./cancel-by-metadata.ts";
import type { MessagesResource } from "./resources.gen.ts";

/** Batches of messages: the operations of the API, with hand-written additions. */
export interface BatchMessagesResource extends MessagesResource {
  /**
   * Find batches by metadata, and cancel those that are still scheduled.
   *
   * Looks up the batches whose `batch_metadata` has a key with a given value, and sends a cancel by id for each whose
   * status is `SCHEDULED`, four at a time. It sends nothing for any other status: a batch without a `send_after` cannot
   * be cancelled, and the API does not say whether a `READY` batch still can be. It does not use the API's own way of
   * cancelling by metadata, because the vendor does not publish its fields.
   *
   * A cancel that fails does not stop the others. It is safe to call this again.
   *
   * @param key A key of `batch_metadata`.
   * @param value The value that it must have. Whether case counts is unknown.
   * @param options Apply to each request: `timeoutMs` limits each attempt.
   * @returns The result for each batch that was found, in order. `"requested"` means that the service accepted the
   * cancel, which it always does: the batch is stopped once `get` returns `CANCELLED`.
   * @throws {TypeError} `key` or `value` is not a text or is empty. Nothing was sent.
   * @throws {ApiError} The lookup was refused or failed, with the statuses of `findByMetadata`. Nothing was cancelled.
   * @throws {ConnectionError} The lookup got no response. Nothing was cancelled.
   * @throws {AbortError} `options.signal` ended the call. No more was sent; `outcome` is `"unknown"` when a cancel had
   *   been sent before.
   * @see https://developers.sinch.com/docs/conversation/api-reference/batch-api/batch/messages/batch_getbatchstatusesbymetadata
   */
  cancelByMetadata(key: string, value: string, options?: CallOptions): Promise<BatchCancellation[]>;
}

/**
 * The operations on messages with what no description says: a single batch in place of a list is
 * taken as a list of that one, and an empty response as an empty list.
 */
export function withMetadata(messages: MessagesResource): BatchMessagesResource {
  const findByMetadata: MessagesResource["findByMetadata"] = async (query, options) =>
    [(await messages.findByMetadata(query, options)) ?? []].flat();
  return {
    ...messages,
    findByMetadata,
    async cancelByMetadata(key, value, options) {
      for (const [name, text] of Object.entries({ key, value })) checkText(name, text);
      const found = await findByMetadata({ metadataKey: key, metadataValue: value }, options);
      return cancelScheduled(found, (batch_id) => messages.cancel({ batch_id }, options), options?.signal);
    },
  };
}

/** Without either of them the service would look for anything, and all of it would be cancelled. */
function checkText(name: string, value: unknown): void {
  if (typeof value === "string" && value !== "") return;
  throw new TypeError(`cancelByMetadata: ${name} is ${JSON.stringify(value)}, expected a non-empty string`);
}
