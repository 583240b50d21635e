import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { type FileResult, mutatePackage } from "../src/mutate-package.ts";

const FIXTURE = fileURLToPath(new URL("fixture", import.meta.url));
const SOURCE = new URL("fixture/src/is-over.ts", import.meta.url);

test("a mutant that a test notices is killed, one that none notices survives, and the package stays as it is", async () => {
  const before = readFileSync(SOURCE, "utf8");
  const results: FileResult[] = [];

  for await (const result of mutatePackage(FIXTURE, [])) results.push(result);

  const survivor = expect.objectContaining({ line: 3, label: "> → >=" });
  expect(results).toEqual([{ file: "is-over.ts", mutants: 3, killed: 2, survivors: [survivor] }]);
  expect(readFileSync(SOURCE, "utf8")).toBe(before);
});
