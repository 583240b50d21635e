import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Where and how a command runs. */
export interface Surroundings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command and all that it has started. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command to its end.
 *
 * It gets a process group of its own, so that what it starts ends with it.
 *
 * @returns What it wrote to its standard output.
 * @throws {Error} It could not be started, failed or was ended; the message holds all that it wrote.
 */
export async function runCommand(command: string, args: readonly string[], options: Surroundings): Promise<string> {
  const { signal, ...surroundings } = options;
  signal.throwIfAborted();
  const child = spawn(command, args, { ...surroundings, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of the group has ended by itself.
    }
  };
  signal.addEventListener("abort", end);
  try {
    const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`${[command, ...args].join(" ")} failed:\n${stdout}${stderr}`.trimEnd());
    return stdout;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
