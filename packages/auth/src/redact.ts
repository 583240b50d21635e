import { plainText } from "@sinch-fetch/http/client";

/**
 * Makes the function that cleans a text of a server or a platform: without the secrets in any form that it may echo (as they
 * are, Base64 and its URL-safe kind with and without padding, hex, and each percent-encoded), without control characters,
 * and of bounded length.
 */
export function redactWith(secrets: readonly string[]): (text: string) => string {
  const forms = secrets
    .flatMap((secret) => {
      const bytes = new TextEncoder().encode(secret);
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));
      const base64 = btoa(String.fromCharCode(...bytes));
      const bare = base64.replaceAll("=", "");
      return [secret, base64, bare, bare.replaceAll("+", "-").replaceAll("/", "_"), hex.join(""), `%${hex.join("%")}`];
    })
    .flatMap((form) => [form, encodeURIComponent(form), encodeURIComponent(form).replaceAll("%20", "+")])
    // The longest first: one may be the beginning of another.
    .sort((one, other) => other.length - one.length)
    .map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  // Whatever the case: hex digits have two, also those of percent-encoding.
  const pattern = new RegExp(forms.join("|"), "gi");
  return (text) => plainText(text.replaceAll(pattern, "[secret]"));
}
