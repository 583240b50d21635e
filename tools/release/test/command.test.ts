import { execFileSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { runCommand } from "../src/command.ts";

const surroundings = (signal = new AbortController().signal) => ({ cwd: ".", env: process.env, signal });

test("a command gives what it printed", async () => {
  expect(await runCommand("sh", ["-c", "echo one; echo two >&2"], surroundings())).toBe("one\n");
});

test("a command that fails says what it printed, wherever that went", async () => {
  await expect(runCommand("sh", ["-c", "echo one; echo two >&2; exit 3"], surroundings())).rejects.toThrow(
    "sh -c echo one; echo two >&2; exit 3 failed:\none\ntwo",
  );
});

test("a command that is not there is an error", async () => {
  await expect(runCommand("no-such-command", [], surroundings())).rejects.toThrow("ENOENT");
});

test("a command that is ended takes with it what it started", async () => {
  const ended = new AbortController();
  const marker = `60.${process.pid}`;
  const running = runCommand("sh", ["-c", `sleep ${marker} & sleep ${marker}`], surroundings(ended.signal));
  await expect.poll(() => countOf(`sleep ${marker}`)).toBe(2);

  ended.abort(new Error("ended"));

  await expect(running).rejects.toThrow("ended");
  await expect.poll(() => countOf(`sleep ${marker}`)).toBe(0);
});

test("a command is ended too where only what it started still runs", async () => {
  const ended = new AbortController();
  const marker = `61.${process.pid}`;
  const running = runCommand("sh", ["-c", `sleep ${marker} & exit 0`], surroundings(ended.signal));
  await expect.poll(() => countOf(`sleep ${marker}`)).toBe(1);
  // The shell has time to end.
  await pause(300);

  ended.abort(new Error("ended"));

  await expect(running).rejects.toThrow("ended");
  await expect.poll(() => countOf(`sleep ${marker}`)).toBe(0);
}, 10_000);

test("what a command leaves running ends with it", async () => {
  const marker = `62.${process.pid}`;

  await runCommand("sh", ["-c", `sleep ${marker} >/dev/null 2>&1 & exit 0`], surroundings());

  await expect.poll(() => countOf(`sleep ${marker}`)).toBe(0);
});

test("nothing is started any more once all has ended", async () => {
  await expect(runCommand("sh", ["-c", "exit 0"], surroundings(AbortSignal.abort(new Error("ended"))))).rejects.toThrow(
    "ended",
  );
});

/** How many processes run exactly this command. */
function countOf(command: string): number {
  const processes = execFileSync("ps", ["-A", "-o", "args="], { encoding: "utf8" }).split("\n");
  return processes.filter((line) => line.trim() === command).length;
}
