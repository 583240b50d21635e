import { execFile } from "node:child_process";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { bash, fish, programForTests, zsh } from "@sinch-fetch/workspace";
import { beforeAll, describe, expect, test } from "vitest";
import { bareEnvironment, CLI, runCli } from "./stage.ts";
import { openProgram } from "./terminal.ts";

const execute = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), "sinch-shell-"));
const BASH = programForTests(bash) ?? "";
const ZSH = programForTests(zsh) ?? "";
const FISH = programForTests(fish) ?? "";

/** What is typed after `sinch-fetch` and before the Tab, and what the shell then offers. */
const COMPLETIONS: readonly (readonly [typed: string, offered: readonly string[]])[] = [
  ["ba", ["batch"]],
  ["c", ["callbacks", "completion"]],
  ["--v", ["--version"]],
  ["batch s", ["send", "status"]],
  ["batch send --dr", ["--dry-run"]],
  ["batch send --t", ["--text", "--ttl"]],
  ["send --t", ["--text", "--to", "--ttl"]],
  ["batch send peo", ["people.csv"]],
  ["batch send people.csv --skip", ["--skip-invalid"]],
  ["batch send status.csv --led", ["--ledger"]],
  ["batch status send --me", ["--metadata"]],
  ["callbacks listen --for", ["--forward"]],
  ["completion peo", ["people.csv"]],
];

/** The shells that complete at a Tab in a terminal, each started as its README line says, by a user without settings. */
const TERMINALS = [
  { shell: "bash", program: [BASH, "--norc"], before: "bind 'set show-all-if-ambiguous on'" },
  { shell: "zsh", program: [ZSH, "-f"], before: ":" },
  { shell: "zsh with compinit", program: [ZSH, "-f"], before: "autoload -U compinit && compinit" },
] as const;

beforeAll(() => writeFile(join(folder, "people.csv"), ""));

describe.each(TERMINALS)("$shell", ({ shell, program, before }) => {
  test.skipIf(program[0] === "").each(COMPLETIONS)("completes %j", async (typed, offered) => {
    const terminal = openProgram(folder, program, { NODE: process.execPath, CLI });
    // The prompt is not what is typed, so that its text is seen only when the shell is ready.
    const name = shell.split(" ", 1).join();
    const setUp = [before, 'sinch-fetch() { "$NODE" "$CLI" "$@"; }', `source <(sinch-fetch completion ${name})`];
    terminal.type(`${[...setUp, 'sinch-fetch() { exit; }; PS1="rea""dy> "'].join("; ")}\r`);
    await terminal.shows("ready> ");
    const start = terminal.output().length;
    terminal.type(`sinch-fetch ${typed}\t\r`);
    await terminal.ended;

    expect(offersIn(terminal.output().slice(start), typed)).toEqual(offered);
  });
});

test.skipIf(FISH === "").each(COMPLETIONS)("fish completes %j", async (typed, offered) => {
  const setUp = 'function sinch-fetch; "$NODE" "$CLI" $argv; end; sinch-fetch completion fish | source';
  const args = ["--no-config", "--command", `${setUp}; complete --do-complete "sinch-fetch ${typed}"`];

  const { stdout } = await execute(FISH, args, {
    cwd: folder,
    env: { ...bareEnvironment(folder), NODE: process.execPath, CLI },
  });

  expect(stdout.trim().split("\n")).toEqual(offered);
});

test("names the shells for any other", async () => {
  const other = await runCli(folder, ["completion", "csh"]);

  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining("expected bash, zsh or fish") });
});

/** The words on a screen that begin with the last word that was typed, and are not it. */
function offersIn(screen: string, typed: string): string[] {
  const last = typed.split(" ").at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by them
  const words = screen.replace(/\u001b(\[[?\d;]*[A-Za-z]|[=>78])/g, " ").match(/[\w.-]+/g) ?? [];
  return [...new Set(words)].filter((word) => word.startsWith(last) && word !== last && word !== "sinch-fetch").sort();
}
