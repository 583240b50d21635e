import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PUBLIC_PACKAGES, REPOSITORY } from "@sinch-fetch/workspace";
import { afterEach, expect, test, vi } from "vitest";
import { rehearse } from "../src/rehearsal.ts";
import { folderWith } from "./temporary.ts";

const MAIN = fileURLToPath(new URL("../src/rehearse.ts", import.meta.url));

afterEach(() => vi.unstubAllEnvs());

test("the packages are released, installed and used as they must be, and nothing is left behind", async () => {
  const temporary = folderWith({});
  vi.stubEnv("TMPDIR", temporary);
  const before = status();
  const lines: string[] = [];

  const { arrivals, problems } = await rehearse(REPOSITORY, (line) => lines.push(line), new AbortController().signal);

  expect(problems).toEqual([]);
  expect(arrivals.map(({ name }) => name)).toEqual(PUBLIC_PACKAGES.map(({ name }) => name));
  for (const { name, version } of arrivals) {
    expect(Number(version.split(".")[0])).toBeGreaterThanOrEqual(1);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name} ${version} +(✓ *){9}$`)));
  }
  expect(lines).toContainEqual(expect.stringMatching(/^programs of the last release/));
  expect(readdirSync(temporary)).toEqual([]);
  expect(status()).toBe(before);
}, 300_000);

// Where there is no /proc, nobody tells which processes are whose.
test.skipIf(!existsSync("/proc"))(
  "a rehearsal that is interrupted leaves nothing behind either",
  async () => {
    const temporary = folderWith({});
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const closed = once(child, "close");
    // Its installation is under way.
    await expect.poll(() => processesIn(temporary), { timeout: 60_000 }).not.toEqual([]);

    child.kill("SIGTERM");
    const [code] = await closed;

    expect(code).toBe(1);
    expect(readdirSync(temporary)).toEqual([]);
    expect(processesIn(temporary)).toEqual([]);
  },
  120_000,
);

/** What git sees as changed in this repository. */
function status(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: REPOSITORY, encoding: "utf8" });
}

/** The processes that work in a folder, by their ids. */
function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc").filter((id) => {
    const link = `/proc/${id}/cwd`;
    try {
      return /^\d+$/.test(id) && existsSync(link) && readlinkSync(link).startsWith(folder);
    } catch {
      // It has ended by now, or is not ours.
      return false;
    }
  });
}
