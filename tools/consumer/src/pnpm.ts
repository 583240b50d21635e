import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Runs pnpm, and returns what it printed.
 *
 * @throws {Error} It failed, or there is none; holds all that it said.
 */
export async function pnpm(args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout } = await run("pnpm", args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === "ENOENT") throw new Error("no pnpm on the PATH: run this by pnpm");
    throw new Error(`pnpm ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}
