import type { Violation } from "./violation.ts";

/** A request's body as Prism takes it: a JSON value, or text. */
export interface RequestBody {
  readonly value: unknown;
  /** Why the bytes are not such a value; `value` is then text, which no JSON schema accepts for an object. */
  readonly fault?: Violation;
}

/** Decodes the bytes of a body by its media type: JSON is parsed, anything else is text. */
export function decodeBody(bytes: Uint8Array, mediaType: string, contentEncoding?: string): RequestBody {
  if (bytes.length === 0) return { value: undefined };
  if (contentEncoding !== undefined && contentEncoding !== "identity") {
    return {
      value: "?",
      fault: { path: "body", code: "encoding", message: `must not be encoded as ${contentEncoding}` },
    };
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { value: "?", fault: { path: "body", code: "encoding", message: "must be valid UTF-8" } };
  }
  if (!/^application\/(.+\+)?json$/.test(mediaType)) return { value: text };
  try {
    // Prism takes null for no body at all, and would let it pass where a body may be left out.
    return { value: JSON.parse(text) ?? "null" };
  } catch (error) {
    return {
      value: "?",
      fault: { path: "body", code: "json", message: `is not valid JSON${jsonReason(error, text)}` },
    };
  }
}

/** What the parser found and where, without the piece of the body that it quotes: this ends up in logs. */
function jsonReason(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("Unexpected end")) return `: it ends too early, at position ${text.length}`;
  const reason = /^(.*?)(?: in JSON)? at position (\d+)/.exec(message);
  if (reason !== null) return `: ${reason[1]} at position ${reason[2]}`;
  const token = /^Unexpected token '.{1,2}'/su.exec(message);
  return token === null ? "" : `: ${token[0]}`;
}
