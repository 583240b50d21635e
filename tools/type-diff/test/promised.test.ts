import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bumpFrom, promisedBumps } from "../src/promised.ts";
import { put } from "./releases.ts";

const root = mkdtempSync(join(tmpdir(), "promised-"));
afterAll(() => rmSync(root, { recursive: true }));

test("changesets promise what the furthest of them says", async () => {
  put(join(root, ".changeset/config.json"), "{}");
  put(join(root, ".changeset/README.md"), "About changesets.");
  put(join(root, ".changeset/one.md"), '---\n"@sinch-fetch/http": minor\n"@sinch-fetch/auth": major\n---\n\nOne.\n');
  put(join(root, ".changeset/two.md"), '---\n\n"@sinch-fetch/auth": patch\n"@sinch-fetch/mock": patch\n---\n\nTwo.\n');

  expect(Object.fromEntries(await promisedBumps(root))).toEqual({
    "@sinch-fetch/http": "minor",
    "@sinch-fetch/auth": "major",
    "@sinch-fetch/mock": "patch",
  });
});

test.each([
  { last: "1.2.0", current: "1.2.0", pending: "none", want: "none" },
  { last: "1.2.0", current: "1.2.0", pending: "major", want: "major" },
  { last: "1.2.0", current: "1.2.1", pending: "none", want: "patch" },
  { last: "1.2.0", current: "1.3.0", pending: "patch", want: "minor" },
  { last: "1.2.0", current: "2.0.0", pending: "none", want: "major" },
  { last: "9.2.0", current: "10.2.0", pending: "minor", want: "major" },
] as const)("from $last, with $current in the tree and $pending pending: $want", ({ last, current, pending, want }) => {
  expect(bumpFrom(last, current, pending)).toBe(want);
});
