/**
 * The body of a callback as received, before any parser: its bytes, or its text.
 *
 * Bytes are the safer choice: `Request.text()` drops a byte order mark, which is signed too.
 */
export type RawBody = string | Uint8Array | ArrayBuffer;

/**
 * Refuses a body that a parser has had already: what was signed is gone then.
 *
 * @param subject Named first in the error: the function that was called.
 * @throws {TypeError} It is neither text nor bytes.
 */
export function checkRawBody(subject: string, rawBody: RawBody): void {
  // Not instanceof: a test runner's own ArrayBuffer need not be the one that its platform makes bodies of.
  const kind = Object.prototype.toString.call(rawBody);
  if (typeof rawBody === "string" || ArrayBuffer.isView(rawBody) || kind === "[object ArrayBuffer]") return;
  throw new TypeError(
    `${subject}: rawBody is ${typeof rawBody}, expected text or bytes, as received, before any parser`,
  );
}

/** The bytes of several pieces, one after the other; text as UTF-8. */
export function concat(pieces: readonly RawBody[]): ArrayBuffer {
  const all = pieces.map(bytesOf);
  const whole = new Uint8Array(all.reduce((length, piece) => length + piece.length, 0));
  let end = 0;
  for (const piece of all) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole.buffer;
}

function bytesOf(piece: RawBody): Uint8Array {
  if (typeof piece === "string") return new TextEncoder().encode(piece);
  return ArrayBuffer.isView(piece)
    ? new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
    : new Uint8Array(piece);
}
