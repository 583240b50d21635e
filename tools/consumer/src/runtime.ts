import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type CommandResult, commandResult, readManifest } from "@sinch-fetch/workspace";

const require = createRequire(import.meta.url);
const ROUTE = new URL("route.mjs", import.meta.url).href;

/** A version of Node that users may have. */
export interface Runtime {
  /** Its name and version, such as `Node 20.20.2`. */
  readonly name: string;
  readonly path: string;
}

/**
 * The versions of Node that the packages must work on. The names are those of the development dependencies.
 *
 * `node`, which runs everything else in the repository, must be one of them: of several packages with a `node` command,
 * pnpm links that of the highest version, and the tests themselves run on it.
 */
export const RUNTIMES: readonly Runtime[] = ["node20", "node22", "node"].map((dependency) => {
  const folder = join(require.resolve(`${dependency}/package.json`), "..");
  return { name: `Node ${readManifest(folder).version}`, path: join(folder, "bin/node") };
});

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
