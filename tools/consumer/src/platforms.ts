import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, programForTests, runCommand } from "@sinch-fetch/workspace";
import { bareEnvironment } from "./bare-environment.ts";
import type { BundledTrial } from "./bundle-trial.ts";
import { installedPath, pinnedVersion, RUNTIMES_FOLDER } from "./install-runtimes.ts";
import { RUNTIMES } from "./runtime.ts";
import type { TrialPlaces } from "./trial/places.ts";
import type { TrialFindings } from "./trial/trial.ts";

/** Something that users run the packages on. */
export interface Platform {
  readonly name: string;
  /** Whether this machine lacks it, so that its tests are skipped. */
  readonly isMissing?: boolean;
  /** Whether its `fetch` says why there was no connection; else a request may have gone out for all we know. */
  readonly tellsWhatFailed: boolean;
  /** Whether its `fetch` shows a redirect, so that it can be followed; a page does not see it. */
  readonly showsRedirects: boolean;
  /** Whether it sends a POST once only. Chromium sends it again over a new connection when an old one breaks. */
  readonly sendsOnce: boolean;
  /** Which of the trial's programs it takes. */
  readonly program: keyof BundledTrial;
  /** Runs such a program, whose path and input follow; the findings are printed. */
  readonly command: readonly string[];
}

const TIME_LIMIT_MS = 60_000;
const PAGE = fileURLToPath(new URL("chromium-page.ts", import.meta.url));
const DENO_OPTIONS = ["--quiet", "--no-prompt", "--node-modules-dir=manual", "--allow-net=127.0.0.1"];

/** Compatibility dates of workerd. It refuses a request with a `cache` up to the first one, and sends it from the next on. */
const COMPATIBILITY_DATES = ["2024-11-10", "2024-11-11", "2026-07-01"];

/** A name with the version that is installed, such as `Deno 2.9.6`. */
const versioned = (name: string, dependency: string): string => `${name} ${pinnedVersion(dependency)}`;

const CHROMIUM = programForTests(chromium) ?? "";

/** What runs programs as commands, and has a `fetch` like Node's. */
const RUNTIME = { program: "command", tellsWhatFailed: true, showsRedirects: true, sendsOnce: true } as const;

/** All of them. Those that are not in the workspace must have been installed before they run. */
export const PLATFORMS: readonly Platform[] = [
  ...RUNTIMES.map(({ name, path }) => ({ ...RUNTIME, name, command: [path] })),
  { ...RUNTIME, name: versioned("Node", "node26"), command: [installedPath("node26/bin/node")] },
  {
    ...RUNTIME,
    name: versioned("Bun", "bun"),
    command: [installedPath("bun/bin/bun.exe"), "run", "--no-install"],
  },
  { ...RUNTIME, name: versioned("Deno", "deno"), command: [installedPath("deno/deno"), "run", ...DENO_OPTIONS] },
  ...COMPATIBILITY_DATES.map((date) => ({
    ...RUNTIME,
    name: `workerd as of ${date}`,
    tellsWhatFailed: false,
    program: "worker" as const,
    command: [process.execPath, join(RUNTIMES_FOLDER, "workerd.mjs"), date],
  })),
  {
    name: "a page in Chromium",
    isMissing: CHROMIUM === "",
    tellsWhatFailed: false,
    showsRedirects: false,
    sendsOnce: false,
    program: "page",
    command: [process.execPath, PAGE, CHROMIUM],
  },
];

/** Runs the trial on a platform, in a process of its own. */
export async function runTrial(platform: Platform, trial: BundledTrial, places: TrialPlaces): Promise<TrialFindings> {
  const program = trial[platform.program];
  const cwd = dirname(program);
  // Deno would look for a newer version of itself, and keep what it compiles in the user's home.
  const env = bareEnvironment({ DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(cwd, ".deno") });
  const command = [...platform.command, program, JSON.stringify(places)];
  return JSON.parse(await runCommand(command, { cwd, env, timeLimitMs: TIME_LIMIT_MS }));
}
