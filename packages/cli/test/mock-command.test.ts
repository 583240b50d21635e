import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { bareEnvironment, CLI, runCli } from "./stage.ts";

const execute = promisify(execFile);

test("runs the local Sinch where it is installed, with its own options and exit codes", async () => {
  const help = await runCli(tmpdir(), ["mock", "--help"]);
  const wrong = await runCli(tmpdir(), ["mock", "--prot", "5000"]);

  expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining("npx @sinch-fetch/mock") });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("--prot") });
});

test("says how to run the local Sinch where it is not installed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "sinch cli "));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const commander = fileURLToPath(import.meta.resolve("commander"));
  await cp(dirname(CLI), join(folder, "dist"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  await symlink(dirname(commander), join(folder, "node_modules/commander"));
  await cp(join(dirname(CLI), "../package.json"), join(folder, "package.json"));

  const running = execute(process.execPath, [join(folder, "dist/cli.js"), "mock"], {
    cwd: folder,
    env: bareEnvironment(folder),
  });

  await expect(running).rejects.toMatchObject({
    code: 1,
    stderr: "error: the local Sinch is not installed: run npx @sinch-fetch/mock, or npm install @sinch-fetch/mock\n",
  });
});
