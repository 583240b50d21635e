import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A program of the tests in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves to what it printed, once it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Starts a program; `url` is of its module. */
export function startChild(url: URL, env: Record<string, string>): Child {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", fileURLToPath(url)], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
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
