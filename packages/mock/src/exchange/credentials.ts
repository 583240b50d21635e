import type { Operation } from "../description/operation.ts";

/**
 * Writes credentials the one way that Prism takes for good. It demands `Bearer` with a capital, refuses a password with
 * a colon in it and takes empty names; RFC 9110 and RFC 7617 say otherwise.
 *
 * @returns The header for Prism; the given one where it is malformed.
 */
export function canonicalAuthorization(header: string): string {
  const [scheme = "", ...rest] = header.trim().split(/ +/);
  const [credentials] = rest;
  if (credentials === undefined || rest.length > 1) return "malformed";
  if (scheme.toLowerCase() === "bearer") return `Bearer ${credentials}`;
  if (scheme.toLowerCase() !== "basic") return header;
  const [user = "", ...password] = Buffer.from(credentials, "base64").toString().split(":");
  const isWhole = user !== "" && password.join("") !== "";
  return isWhole ? `Basic ${Buffer.from("user:password").toString("base64")}` : "malformed";
}

/** Why credentials are refused, in words; they themselves are not repeated. */
export function credentialsFault(header: string | undefined, operation: Operation): string {
  const kinds =
    challenge(operation)
      .replace(/ realm="[^"]*"/, "")
      .replace(", ", " or ") || "Bearer";
  if (header === undefined) return `there is no Authorization header; this operation takes ${kinds}`;
  const [scheme = ""] = header.trim().split(/ +/);
  const isNamed = /^[A-Za-z][\w-]{0,19}$/.test(scheme) && header.trim() !== scheme;
  if (!isNamed) return `the Authorization header has no scheme and credentials; this operation takes ${kinds}`;
  if (!kinds.toLowerCase().includes(scheme.toLowerCase()))
    return `the Authorization header is ${scheme}; this operation takes ${kinds}`;
  return scheme.toLowerCase() === "basic"
    ? "the Authorization header is Basic, and does not hold a key id and a secret with a colon between them, in base64"
    : `the Authorization header is ${scheme}, and does not hold one token`;
}

/** The `WWW-Authenticate` header of an operation: one challenge for each kind of credentials that it takes. */
export function challenge({ security = [] }: Operation): string {
  const challenges = security.flat().map((scheme) => {
    const isBasic = scheme.type === "http" && scheme.scheme === "basic";
    return isBasic ? 'Basic realm="sinch-fetch mock"' : "Bearer";
  });
  return [...new Set(challenges)].join(", ");
}
