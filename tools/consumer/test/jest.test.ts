import { join } from "node:path";
import { runCommand } from "@sinch-fetch/workspace";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { createJestProjects, runJest } from "../src/jest-project.ts";
import { RUNTIMES } from "../src/runtime.ts";

/** What the programs try, by the folder of each. */
const TRIALS: Readonly<Record<string, readonly string[]>> = {
  default: [
    "sends a message with a token of the mock",
    "throws an error that the guard knows, and lists what there is",
    "takes a signed callback",
  ],
  jsdom: [
    "loads the packages where the platform has neither fetch nor TextDecoder",
    "takes a function in place of fetch",
    "starts a mock",
  ],
  typescript: ["sends a message", "lists, and narrows what came", "throws an error that the guard knows"],
  nest: ["should send a message"],
};

const passed = (programs: readonly string[]) =>
  programs.flatMap((program) => (TRIALS[program] ?? []).map((title) => `${title}: passed`)).sort();

let folder: string;

beforeAll(async () => {
  folder = await createJestProjects(inject("project"));
});

describe("Jest", () => {
  const [, older, newer] = RUNTIMES;
  const ways = [
    { runtime: older, programs: ["default", "jsdom", "typescript", "nest"] },
    { runtime: newer, programs: ["default", "jsdom"] },
  ].flatMap(({ runtime, programs }) => (runtime === undefined ? [] : [{ name: runtime.name, runtime, programs }]));

  test.each(ways)("loads the packages in $name: $programs", { timeout: 300_000 }, async ({ runtime, programs }) => {
    expect((await runJest(runtime, folder, programs)).sort()).toEqual(passed(programs));
  });
});

test("NestJS's starter is built by the compiler and runs", async () => {
  const nest = join(folder, "nest");
  await runCommand([process.execPath, join(folder, "node_modules/typescript/bin/tsc")], { cwd: nest });

  expect(await runCommand([process.execPath, "dist/main.js"], { cwd: nest })).toMatch(/^201 \w+/);
});
