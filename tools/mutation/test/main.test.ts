import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
/** From the folder of the packages. */
const FIXTURE = "../tools/mutation/test/fixture";

test("a run that is interrupted leaves no copy behind", async () => {
  const temporary = mkdtempSync(join(tmpdir(), "mutation-test-"));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }));
  const copies = () => readdirSync(temporary).filter((name) => name.startsWith("mutation-"));
  const child = spawn(process.execPath, [MAIN, FIXTURE], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: "ignore",
  });
  const closed = once(child, "close");
  await expect.poll(copies, { timeout: 30_000 }).toHaveLength(1);

  child.kill("SIGTERM");
  const [code] = await closed;

  expect(copies()).toEqual([]);
  expect(code).toBe(1);
});

test("a score to check that is no number is refused before anything is run", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "--check=70%", FIXTURE], { encoding: "utf8" });

  expect(stderr).toContain("--check is 70%, expected a number");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
});
