import type { Operation } from "./descriptions.ts";

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

/** The `WWW-Authenticate` header of an operation: one challenge for each kind of credentials that it takes. */
export function challenge({ security = [] }: Operation): string {
  const challenges = security.flat().map((scheme) => {
    const isBasic = scheme.type === "http" && scheme.scheme === "basic";
    return isBasic ? 'Basic realm="sinch-fetch mock"' : "Bearer";
  });
  return [...new Set(challenges)].join(", ");
}
