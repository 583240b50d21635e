import { bearer } from "@sinch-fetch/auth";
import { type BatchClient, type BatchStatusResponse, createBatchClient } from "../src/index.ts";

/** A request to the API: `GET /messages?metadataKey=…`, and the id that a cancel names. */
export interface Asked {
  readonly line: string;
  readonly batchId: string | undefined;
  readonly signal: AbortSignal | null | undefined;
  readonly headers: Headers;
}

/** A client of an API that finds certain batches. */
export interface BatchesApi {
  readonly client: BatchClient;
  /** The requests so far, in their order. */
  readonly asked: readonly Asked[];
}

/** A batch that waits for its time. */
export const scheduled = (batch_id: string): BatchStatusResponse => ({ batch_id, status: "SCHEDULED" });

/**
 * Makes a client of an API that finds certain batches.
 *
 * @param found The body of the answer to the lookup: JSON, or text as it is.
 * @param cancel Answers a cancel. By default with 200 and nothing in it.
 */
export function batchesApi(
  found: unknown,
  cancel: (batchId: string, asked: Asked) => Response | Promise<Response> = () => new Response(null),
): BatchesApi {
  const asked: Asked[] = [];
  const client = createBatchClient({
    projectId: "p",
    auth: bearer("token"),
    baseUrl: "https://batch.test",
    fetch: async (input, init = {}) => {
      init.signal?.throwIfAborted();
      const { pathname, search } = new URL(String(input));
      const batchId: string | undefined = init.body ? JSON.parse(String(init.body)).batch_id : undefined;
      const line = `${init.method} ${pathname.replace("/v1/projects/p", "")}${search}`;
      const one: Asked = { line, batchId, signal: init.signal, headers: new Headers(init.headers) };
      asked.push(one);
      if (batchId !== undefined) return cancel(batchId, one);
      return new Response(typeof found === "string" ? found : JSON.stringify(found));
    },
  });
  return { client, asked };
}
