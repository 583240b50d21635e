import { expect, test } from "vitest";
import { canonicalAuthorization } from "../src/exchange/credentials.ts";

const good = `Basic ${btoa("user:password")}`;

test.each([
  ["Bearer abc", "Bearer abc"],
  ["bearer abc", "Bearer abc"],
  [`basic ${btoa("key:secret")}`, good],
  [`Basic ${btoa("key:se:cr:et")}`, good],
  [`Basic ${btoa("key")}`, "malformed"],
  [`Basic ${btoa(":")}`, "malformed"],
  [`Basic ${btoa("key:")}`, "malformed"],
  [`Basic ${btoa(":secret")}`, "malformed"],
  ["Bearer", "malformed"],
  ["Bearer two words", "malformed"],
  ["Digest abc", "Digest abc"],
])("takes %j for %j", (given, want) => {
  expect(canonicalAuthorization(given)).toBe(want);
});
