import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { coveringTests } from "../src/covering-tests.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

test("test files cover what they reach by imports, the one named for a file first, then the nearest", () => {
  const covering = coveringTests(ROOT, "mutants.ts").map((path) => basename(path));

  expect(covering).toEqual(["mutants.test.ts", "mutate-package.test.ts", "main.test.ts"]);
});

test("a test file covers nothing that it does not reach", () => {
  expect(coveringTests(ROOT, "report.ts")).not.toContain(join(ROOT, "test", "mutants.test.ts"));
});
