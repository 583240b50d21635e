import { dirname } from "node:path";
import { type CommandResult, commandResult } from "@sinch-fetch/workspace";
import { installedPath, pinnedVersion } from "./install-runtimes.ts";

const ROUTE = new URL("route.mjs", import.meta.url).href;

/** A version of Node that users may have. */
export interface Runtime {
  /** Its name and version, such as `Node 20.20.2`. */
  readonly name: string;
  readonly path: string;
}

/** The Node of this process, which runs all tools. */
export const THIS_NODE: Runtime = { name: `Node ${process.versions.node}`, path: process.execPath };

/** The versions of Node that the packages must work on, that of this process last. */
export const RUNTIMES: readonly Runtime[] = [
  ...["node20", "node22"].map((dependency) => ({
    name: `Node ${pinnedVersion(dependency)}`,
    path: installedPath(`${dependency}/bin/node`),
  })),
  THIS_NODE,
];

/** Where a program is run. */
export interface Surroundings {
  /** Base URL of what takes the place of each origin, such as of `https://auth.sinch.com`. */
  readonly routes: Readonly<Record<string, string>>;
  /** Its environment variables. */
  readonly env: Readonly<Record<string, string>>;
}

const TIME_LIMIT_MS = 60_000;

/**
 * Runs a program to its end, its requests going where the routes say, and nowhere else but to this machine.
 *
 * @throws {CommandError} It takes longer than a minute.
 */
export function runProgram(runtime: Runtime, path: string, { routes, env }: Surroundings): Promise<CommandResult> {
  const command = [runtime.path, "--disable-warning=ExperimentalWarning", "--import", ROUTE, path];
  return commandResult(command, {
    cwd: dirname(path),
    env: { PATH: process.env.PATH, ...env, ROUTES: JSON.stringify(routes) },
    timeLimitMs: TIME_LIMIT_MS,
  });
}
