import { expect, test } from "vitest";
import { redactWith } from "../src/redact.ts";

const hexOf = (text: string, before = "") =>
  Array.from(text, (sign) => before + sign.charCodeAt(0).toString(16).padStart(2, "0")).join("");

test.each(["a.b*c", "a+b(c)", "[a]{2}^$|?", "a\\b", "key secret", "k/y?=", "\t>>>???"])(
  "%s is cleaned away in each form in which it can be echoed",
  (secret) => {
    const redact = redactWith([secret]);
    const base64 = btoa(secret);
    const forms = [
      secret,
      base64,
      base64.replaceAll("=", ""),
      base64.replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_"),
      hexOf(secret),
      hexOf(secret, "%"),
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll("%20", "+"),
      encodeURIComponent(base64),
    ];

    for (const form of forms) expect(redact(`a ${form}, b`)).toBe("a [secret], b");
  },
);

test("a secret that begins another takes nothing from it", () => {
  expect(redactWith(["key", "key-2"])("key, key-2")).toBe("[secret], [secret]");
});
