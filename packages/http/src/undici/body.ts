import { kMaxLength } from "node:buffer";
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from "node:zlib";

/** Undoes one coding of a body. */
type Decode = (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;

const { Z_SYNC_FLUSH: flush, BROTLI_OPERATION_FLUSH } = constants;

/** By name; browsers, and `fetch` with them, take deflate without its frame too. */
const decoders: Readonly<Record<string, Decode>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: (bytes, options) => ((Number(bytes[0]) & 0x0f) === 8 ? inflateSync : inflateRawSync)(bytes, options),
  br: (bytes, options) => brotliDecompressSync(bytes, { ...options, finishFlush: BROTLI_OPERATION_FLUSH }),
};

/** Makes the error for a body that is larger than it may be. */
export function tooLarge(mostBytes: number): Error {
  const error = new Error(`undiciFetch: the response has more than ${mostBytes} bytes`);
  return Object.assign(error, { code: "ERR_RESPONSE_TOO_LARGE" });
}

/**
 * The most that a body may have as it arrives: what is coded can be larger than what is in it, by its frame and by its
 * parts that could not be made smaller.
 */
export function mostEncoded(mostBytes: number): number {
  return mostBytes * 1.01 + 1024;
}

/**
 * Decodes a body as the platform's `fetch` does: a body cut short gives what there is of it, and a coding that is not known
 * leaves it as it is.
 *
 * @param encoding Value of `content-encoding`.
 * @param mostBytes Most that may come out.
 * @throws {Error} More comes out, with the code `ERR_RESPONSE_TOO_LARGE`; or the body does not match its coding.
 */
export function decoded(body: Uint8Array, encoding: string, mostBytes: number): Uint8Array {
  const codings = encoding
    .toLowerCase()
    .split(",")
    .map((coding) => decoders[coding.trim()]);
  if (!codings.every((coding) => coding !== undefined)) return body;
  const options = { finishFlush: flush, maxOutputLength: Math.min(Math.max(mostBytes, 1), kMaxLength) };
  try {
    return codings.reduceRight((bytes, decode) => decode(bytes, options), body);
  } catch (error) {
    throw Reflect.get(Object(error), "code") === "ERR_BUFFER_TOO_LARGE" ? tooLarge(mostBytes) : error;
  }
}
