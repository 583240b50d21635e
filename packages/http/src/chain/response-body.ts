/** The code of a body that is longer than the call allows. */
export const TOO_LARGE = "ERR_RESPONSE_TOO_LARGE";

/** Statuses whose responses have no body, for which `Response` refuses one. */
const BODILESS = [204, 205, 304];

/**
 * Reads the body of a response whole.
 *
 * @throws (as a rejection) With the code `ERR_RESPONSE_TOO_LARGE`: it has more bytes than `maxBytes`, after decompression.
 */
export async function readBody(response: Response, maxBytes: number): Promise<ArrayBuffer> {
  // What came with it is of no use, and platforms differ in whether they wait for it.
  if (BODILESS.includes(response.status)) {
    void response.body?.cancel().catch(() => {});
    return new ArrayBuffer(0);
  }
  // undiciFetch has read it already, so that neither headers nor a stream need be made for it.
  if ("isWhole" in response) return bounded(response, maxBytes);
  const { headers } = response;
  const length = headers.get("content-length");
  const isCompressed = headers.has("content-encoding");
  if (!isCompressed && Number(length) > maxBytes) {
    void response.body?.cancel().catch(() => {});
    throw tooLarge(maxBytes);
  }
  // Of a length that is known, the platform reads no more.
  if (length !== null && !isCompressed) return bounded(response, maxBytes);
  const { body } = response;
  if (typeof body?.getReader !== "function") return bounded(response, maxBytes);
  return readPieces(body.getReader(), maxBytes);
}

async function bounded(response: Response, maxBytes: number): Promise<ArrayBuffer> {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
  return bytes;
}

async function readPieces(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > maxBytes) {
      void reader.cancel().catch(() => {});
      throw tooLarge(maxBytes);
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole.buffer;
}

function tooLarge(maxBytes: number): Error {
  return Object.assign(new Error(`the body has more than ${maxBytes} bytes`), { code: TOO_LARGE });
}

/** A response of the chain as a platform `Response`, whose body can be read in every way. */
export async function readable(whole: Response): Promise<Response> {
  const { status, headers, url, redirected } = whole;
  // Servers write any bytes here, which a platform decodes and then refuses.
  const statusText = whole.statusText.replace(/[^\t\x20-\x7e]/g, "?");
  const body = BODILESS.includes(status) ? null : await whole.arrayBuffer();
  const response = new Response(body, { status, statusText, headers });
  return Object.defineProperties(response, { url: { value: url }, redirected: { value: redirected } });
}
