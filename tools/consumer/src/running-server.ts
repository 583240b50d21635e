import { spawn } from "node:child_process";
import { once } from "node:events";

/** A server of a user's that is under way. */
export interface RunningServer {
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  /** Ends it, and waits for its end. */
  stop(): Promise<void>;
}

/** How a server is run. */
export interface ServerOptions {
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
  /** Ends it. @default "SIGKILL" */
  readonly stopSignal?: NodeJS.Signals;
}

/**
 * Starts a program of Node that serves, and ends with this process.
 *
 * @param urlOf Returns the server's URL once it is ready: what it has printed is given after each piece of output, and
 * the port after its message.
 * @throws {Error} It ended before; the message includes its output.
 */
export async function startServer(
  args: readonly string[],
  { cwd, env, stopSignal = "SIGKILL" }: ServerOptions,
  urlOf: (printed: string, port: unknown) => string | undefined,
): Promise<RunningServer> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  let output = "";
  const url = await new Promise<string>((resolve, reject) => {
    const look = (port?: unknown): void => {
      const found = urlOf(output, port);
      if (found !== undefined) resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (piece) => {
        output += piece;
        look();
      });
    }
    child.once("message", look);
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    async stop() {
      process.removeListener("exit", end);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill(stopSignal);
      await ended;
    },
  };
}
