/** The content of an error body, in whichever of the vendor's shapes it came. */
export interface ErrorBody {
  /** The numeric code, if there is one. */
  readonly code: number | undefined;
  /** The name of the status, or the OAuth error code. */
  readonly statusName: string | undefined;
  /** The error message. */
  readonly text: string | undefined;
  /** The machine-readable details, unchanged. */
  readonly details: readonly unknown[];
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asString = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/**
 * Reads an error body, by its structure and not by its host, since hosts mix the shapes:
 * wrapped (`{ error: { code, message, status, details } }`, Conversation), flat (`{ code, message, status, details }`,
 * Batch), problem (RFC 9457 `{ type, title, detail }`, the platform) and OAuth (`{ error: "…", error_description }`,
 * RFC 6749 section 5.2). Anything else, such as a proxy's HTML, yields nothing.
 */
export function readErrorBody(body: unknown): ErrorBody {
  if (!isObject(body)) return { code: undefined, statusName: undefined, text: undefined, details: [] };
  const content = isObject(body.error) ? body.error : body;
  return {
    code: typeof content.code === "number" ? content.code : undefined,
    statusName: asString(content.status) ?? asString(content.error),
    text:
      asString(content.message) ??
      asString(content.detail) ??
      asString(content.title) ??
      asString(content.error_description),
    details: [content.details, content.errors].find((list) => Array.isArray(list)) ?? [],
  };
}
