import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program of the tests in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves to what it printed, once it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/**
 * Starts a program.
 *
 * @param url Of its module.
 * @param setup What a shell does before.
 */
export function startChild(url: URL, env: Record<string, string>, setup?: string): Child {
  const program = [process.execPath, "--disable-warning=ExperimentalWarning", fileURLToPath(url)];
  const [command = "", ...given] =
    setup === undefined ? program : ["sh", "-c", `${setup}; exec "$@"`, "sh", ...program];
  const child = spawn(command, given, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    output += text;
  });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once("close", (code) => resolve({ code, output }));
  });
  return { process: child, ended };
}

/** Waits. */
export function sleepMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
