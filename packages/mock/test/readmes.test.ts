import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_PORTS } from "../src/description/apis.ts";

test.each([
  ["../../../README.md", "conversation"],
  ["../../conversation/README.md", "conversation"],
  ["../../batch/README.md", "batch"],
  ["../../templates/README.md", "templates"],
] as const)("%s points its first program at the mock", (readme, api) => {
  const text = readFileSync(new URL(readme, import.meta.url), "utf8");
  const [, program = "", after = ""] = /```ts\n([\s\S]*?)```\n([\s\S]*?)(?=\n#)/.exec(text) ?? [];
  const address = (option: string) => new RegExp(`\\b${option}: "([^"]+)"`).exec(after)?.[1];

  expect(program).toContain("oauth2({");
  expect(after).toContain("npx @sinch-fetch/mock");
  expect(address("tokenUrl")).toBe(`http://127.0.0.1:${API_PORTS.auth}/oauth2/token`);
  expect(address("baseUrl")).toBe(`http://127.0.0.1:${API_PORTS[api]}`);
});
