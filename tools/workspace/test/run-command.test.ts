import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commandResult, runCommand } from "../src/run-command.ts";
import { Connections } from "./connections.ts";

const MODULE = new URL("../src/run-command.ts", import.meta.url).href;
const cwd = realpathSync(mkdtempSync(join(tmpdir(), "run-command-")));
const node = (code: string) => [process.execPath, "--eval", code];
/** A busy machine takes seconds to start a process, and to end one. */
const SOON = { timeout: 20_000 };
let connections: Connections;

beforeAll(async () => {
  connections = await Connections.open();
});

afterAll(() => {
  connections.close();
  rmSync(cwd, { recursive: true });
});

test("returns what a command prints to its standard output", async () => {
  expect(await runCommand(["sh", "-c", "echo one; echo two >&2"], { cwd })).toBe("one\n");
});

test("runs a command where, with the variables and with the input that it is given", async () => {
  const command = node(
    "process.stdin.on('data', (text) => console.log(process.cwd(), process.env.GREETING, `${text}`))",
  );

  const printed = await runCommand(command, { cwd, env: { GREETING: "hi" }, input: "you" });

  expect(printed).toBe(`${cwd} hi you\n`);
});

test("gives a command the variables of this process, and no input, unless given others", async () => {
  const printed = await runCommand(["sh", "-c", 'cat; echo "$VITEST"'], { cwd });

  expect(printed).toBe("true\n");
});

test("rejects with all that a failed command has printed", async () => {
  const running = runCommand(["sh", "-c", "echo one; echo two >&2; exit 3"], { cwd });

  await expect(running).rejects.toThrow(/^sh -c echo one.* ended with 3:\none\ntwo\n$/);
});

test("returns how a command ended, by itself or by a signal", async () => {
  expect(await commandResult(["sh", "-c", "echo one; echo two >&2; exit 3"], { cwd })).toEqual({
    exit: 3,
    stdout: "one\n",
    stderr: "two\n",
  });
  expect(await commandResult(["sh", "-c", "kill -TERM $$"], { cwd })).toMatchObject({ exit: "SIGTERM" });
});

test("rejects where there is no such command", async () => {
  await expect(runCommand(["no-such-command"], { cwd, input: "text" })).rejects.toThrow(
    /^no-such-command could not be started: .*ENOENT/,
  );
});

test("starts nothing once its signal is aborted", async () => {
  const signal = AbortSignal.abort(new Error("ended"));

  await expect(runCommand(["sh", "-c", "exit 0"], { cwd, signal })).rejects.toThrow("ended");
});

describe("what a command has started", () => {
  test("ends with it at its time limit", async () => {
    const command = ["sh", "-c", `echo one; ${connections.shellCommand} & ${connections.shellCommand}`];
    const running = runCommand(command, { cwd, timeLimitMs: 3000 });
    running.catch(() => {});
    await expect.poll(() => connections.count, { timeout: 3000 }).toBe(2);

    await expect(running).rejects.toThrow(/ was stopped after 3000 ms:\none\n$/);
    await expect.poll(() => connections.count, SOON).toBe(0);
  });

  test("ends with it when its signal is aborted", async () => {
    const ended = new AbortController();
    const command = ["sh", "-c", `${connections.shellCommand} & ${connections.shellCommand}`];
    const running = runCommand(command, { cwd, signal: ended.signal });
    await expect.poll(() => connections.count, SOON).toBe(2);

    ended.abort(new Error("ended"));

    await expect(running).rejects.toThrow("ended");
    await expect.poll(() => connections.count, SOON).toBe(0);
  });

  test("ends when its signal is aborted also where the command itself has ended", async () => {
    const ended = new AbortController();
    const running = runCommand(["sh", "-c", `${connections.shellCommand} & exit 0`], { cwd, signal: ended.signal });
    await expect.poll(() => connections.count, SOON).toBe(1);
    // The shell has time to end.
    await pause(300);

    ended.abort(new Error("ended"));

    await expect(running).rejects.toThrow("ended");
    await expect.poll(() => connections.count, SOON).toBe(0);
  });

  test("ends with it where it leaves that running", async () => {
    const command = `${connections.shellCommand} >/dev/null 2>&1 & while [ -d "${cwd}" ] && ! [ -e done.txt ]; do sleep 0.1; done`;
    const running = runCommand(["sh", "-c", command], { cwd });
    await expect.poll(() => connections.count, SOON).toBe(1);

    writeFileSync(join(cwd, "done.txt"), "");

    await running;
    await expect.poll(() => connections.count, SOON).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("ends with this process at a %s", async (signal) => {
    const command = JSON.stringify(node(connections.program));
    const code = `import { runCommand } from "${MODULE}"; await runCommand(${command}, { cwd: ${JSON.stringify(cwd)} });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code], { stdio: "inherit" });
    const closed = once(child, "close");
    await expect.poll(() => connections.count, SOON).toBe(1);

    child.kill(signal);

    expect(await closed).toEqual([null, signal]);
    await expect.poll(() => connections.count, SOON).toBe(0);
  });
});
