import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { endWithThisProcess } from "./running-commands.ts";

/** How a command is run. */
export interface CommandOptions {
  readonly cwd: string;
  /** All of its environment variables. @default those of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** What it reads from its standard input. @default nothing */
  readonly input?: string;
  /** Ends it and all that it has started. */
  readonly signal?: AbortSignal;
  /** How long it may take. @default without a limit */
  readonly timeLimitMs?: number;
}

/** How a command ended. */
export interface CommandResult {
  /** Its exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that failed, was stopped or could not be started. The message includes its output. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/**
 * Runs a command to its end, whatever its exit code.
 *
 * It gets a process group of its own, which ends with it, with its time limit, and with this process.
 *
 * @throws {CommandError} It could not be started, or took longer than its time limit.
 * @throws The reason of `signal`, once that is aborted.
 */
export async function commandResult(command: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { cwd, env = process.env, input = "", signal, timeLimitMs } = options;
  signal?.throwIfAborted();
  const [program = "", ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: "pipe", detached: true });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // All of the group have ended by themselves.
    }
  };
  const release = endWithThisProcess(end);
  const late = timeLimitMs === undefined ? undefined : AbortSignal.timeout(timeLimitMs);
  const stopped = AbortSignal.any([signal, late].filter((one) => one !== undefined));
  stopped.addEventListener("abort", end);
  try {
    const closed = once(child, "close").catch((error: Error) => {
      throw new CommandError(`${program} could not be started: ${error.message}`);
    });
    // A command that does not read its input may end before all is written.
    child.stdin.on("error", () => {}).end(input);
    const [[code, by], stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
    signal?.throwIfAborted();
    if (late?.aborted) {
      throw new CommandError(`${command.join(" ")} was stopped after ${timeLimitMs} ms:\n${stdout}${stderr}`);
    }
    return { exit: code ?? by, stdout, stderr };
  } finally {
    stopped.removeEventListener("abort", end);
    end();
    release();
  }
}

/**
 * Runs a command to its end, as `commandResult` does.
 *
 * @returns What it wrote to its standard output.
 * @throws {CommandError} It failed, too.
 */
export async function runCommand(command: readonly string[], options: CommandOptions): Promise<string> {
  const { exit, stdout, stderr } = await commandResult(command, options);
  if (exit !== 0) throw new CommandError(`${command.join(" ")} ended with ${exit}:\n${stdout}${stderr}`);
  return stdout;
}
