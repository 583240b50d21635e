import type { BatchStatusResponse } from "@sinch-fetch/batch";
import type { ChunkIdentity } from "../ledger/ledger.ts";

/** The key of `batch_metadata` whose value names a chunk. A lookup takes one pair of key and value. */
export const CHUNK_KEY = "sinch_fetch_chunk";
/** The key of `batch_metadata` whose value names one attempt of a chunk. */
export const ATTEMPT_KEY = "sinch_fetch_attempt";

/** Enough of a digest that no two chunks have the same mark. */
const DIGEST_CHARACTERS = 16;

/** Names a chunk to the API. */
export function markOf(runId: string, { chunk, digest }: Pick<ChunkIdentity, "chunk" | "digest">): string {
  return `${runId}/${chunk}/${digest.slice(0, DIGEST_CHARACTERS)}`;
}

/** The metadata that one attempt of a chunk is sent with. */
export function marksOf(mark: string, attempt: number): Record<string, string> {
  return { [CHUNK_KEY]: mark, [ATTEMPT_KEY]: `${mark}/${attempt}` };
}

/** A batch that a lookup found, and the attempt that made it. */
export interface MarkedBatch {
  readonly batchId: string;
  readonly attempt: number;
}

/**
 * Picks the batches of a chunk from what a lookup found.
 *
 * @param latest The attempt that a batch is taken for that does not say which it is of.
 */
export function batchesOf(found: readonly BatchStatusResponse[], mark: string, latest: number): readonly MarkedBatch[] {
  return found.flatMap(({ batch_id, meta_data = {} }) => {
    // Whether the lookup compares whole values, and minds their case, is unknown.
    if (!batch_id || (meta_data[CHUNK_KEY] ?? mark) !== mark) return [];
    const attempt = meta_data[ATTEMPT_KEY]?.split("/").at(-1);
    return [{ batchId: batch_id, attempt: attempt === undefined ? latest : Number(attempt) }];
  });
}
