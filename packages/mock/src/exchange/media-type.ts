const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETERS = `(?:[ \\t]*;[ \\t]*${TOKEN}=(?:${TOKEN}|"[^"]*"))*`;
const MEDIA_TYPE = new RegExp(`^[ \\t]*(${TOKEN}/${TOKEN})${PARAMETERS}[ \\t]*;?[ \\t]*$`);

/**
 * The type and subtype of a `Content-Type` header, in lower case. A body without one, or with one that cannot be read,
 * is `application/octet-stream`, as RFC 9110 section 8.3 says; Prism would take it for anything, or throw.
 */
export function mediaTypeOf(contentType: string | undefined): string {
  return MEDIA_TYPE.exec(contentType ?? "")?.[1]?.toLowerCase() ?? "application/octet-stream";
}

/** Returns whether an `Accept` header is a list of media types; Prism throws on any other. */
export function isAccept(accept: string): boolean {
  return accept.split(",").every((range) => MEDIA_TYPE.test(range));
}
