import { spawn } from "node:child_process";

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  /** Its environment variables, besides `PATH` and `HOME`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
}

/**
 * Runs a command to its end, and returns what it printed.
 *
 * It is ended with all the processes that it has started: when its time is up, and with this process.
 *
 * @throws {Error} It failed or took too long; holds all that it said.
 */
export function runCommand(command: readonly string[], { cwd, env, timeLimitMs }: CommandOptions): Promise<string> {
  const [program = "", ...args] = command;
  const { PATH, HOME } = process.env;
  // A group of its own, whose members are ended together.
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // They have ended by themselves.
    }
  };
  process.once("exit", end);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => (stdout += piece));
  child.stderr.setEncoding("utf8").on("data", (piece: string) => (stderr += piece));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeLimitMs);
  return new Promise((resolve, reject) => {
    const settle = (failure: string | undefined) => {
      clearTimeout(timer);
      process.removeListener("exit", end);
      end();
      if (failure === undefined) resolve(stdout);
      else
        reject(
          new Error(`${program} ${isLate ? `was stopped after ${timeLimitMs} ms` : failure}:\n${stdout}${stderr}`),
        );
    };
    child.once("error", (error) => settle(error.message));
    child.once("close", (code, signal) => settle(code === 0 ? undefined : `ended with ${code ?? signal}`));
  });
}
