import type { IncomingMessage } from "node:http";

/** Longest body that the mock reads, in bytes. */
export const MAX_BODY_BYTES = 10_000_000;

/** Reads the body of a request, up to 10 MB unless more is said. What is beyond is left unread. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number = MAX_BODY_BYTES,
): Promise<Uint8Array | "too large" | "aborted"> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let length = 0;

    function settle(result: Uint8Array | "too large" | "aborted"): void {
      request.off("data", onData);
      resolve(result);
    }

    function onData(chunk: Uint8Array): void {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) settle("too large");
    }

    if (Number(request.headers["content-length"]) > maxBytes) return settle("too large");
    request.on("data", onData);
    request.once("end", () => settle(Buffer.concat(chunks)));
    request.once("close", () => settle("aborted"));
  });
}
