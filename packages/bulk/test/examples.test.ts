import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const shown = Array.from(README.matchAll(/^```ts file=(\S+)\n(.*?)^```$/gms), ([, path = "", text]) => ({
  path,
  text,
}));

test.each(shown)("the README shows $path as it is", ({ path, text }) => {
  expect(text).toBe(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));
});

test("the program of one minute is JavaScript as it stands", () => {
  const program = readFileSync(new URL("examples/one-minute.ts", import.meta.url), "utf8");

  expect(stripTypeScriptTypes(program)).toBe(program);
});

test("the program of one minute sends to everybody once, and nothing when it is run again", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "one-minute-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const program = fileURLToPath(new URL("examples/one-minute.ts", import.meta.url));
  const run = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
      cwd,
    });
    return stdout.trimEnd().split("\n");
  };

  const first = await run();
  const second = await run();

  expect(first.at(-1)).toBe("5000 accepted in 50 batches, 0 unresolved");
  expect(first).toHaveLength(51);
  expect(second).toEqual(["5000 accepted in 50 batches, 0 unresolved"]);
});
