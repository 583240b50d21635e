import { createRequire } from "node:module";
import { bareEnvironment, CLI } from "./stage.ts";

// It is written in CommonJS, and an import of it would lose its names.
const pty: typeof import("@lydell/node-pty") = createRequire(import.meta.url)("@lydell/node-pty");

/** A program in a real terminal. */
export interface Terminal {
  /** What was written to the terminal so far, with its control sequences. */
  output(): string;
  /** Types something. */
  type(keys: string): void;
  /** Waits until the output holds a text, from where the last wait ended. */
  shows(text: string | RegExp): Promise<void>;
  /** Sends a signal: `SIGHUP` is what a closed window sends. */
  end(signal: string): void;
  /** The exit code. */
  readonly ended: Promise<number>;
}

export const CTRL_C = "\u0003";
export const ENTER = "\r";

/** Starts the command in a terminal, of 100 columns unless another width is given. */
export function openTerminal(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cols = 100,
): Terminal {
  return openProgram(folder, [process.execPath, CLI, ...args], env, cols);
}

/** Starts any program in such a terminal. */
export function openProgram(
  folder: string,
  [program, ...args]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
  cols = 100,
): Terminal {
  const process = pty.spawn(program, args, {
    ...{ cols, rows: 40, cwd: folder, name: "xterm-256color" },
    env: { ...bareEnvironment(folder), TERM: "xterm-256color", ...env },
  });
  let output = "";
  let seen = 0;
  let wake = (): void => {};
  process.onData((data) => {
    output += data;
    wake();
  });
  const ended = new Promise<number>((resolve) =>
    process.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode)),
  );
  return {
    output: () => output,
    type: (keys) => process.write(keys),
    ended,
    end: (signal) => process.kill(signal),
    async shows(text) {
      for (;;) {
        const rest = output.slice(seen);
        const at = typeof text === "string" ? rest.indexOf(text) : rest.search(text);
        if (at >= 0) {
          seen += at + 1;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** What stands on the terminal in the end: without colours, and of a line that was written anew its last state. */
export function screenOf(output: string): string {
  return output
    .split(/\r?\n/)
    .map((line) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are controlled by them
      const states = line.split(/\r|\u001b\[1G/).map((state) => state.replace(/\u001b(\[[?\d;]*[A-Za-z]|[78])/g, ""));
      return states.findLast((state) => state.trim() !== "")?.trimEnd() ?? "";
    })
    .join("\n");
}
