import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A program that makes calls and is left to end by itself. */
export interface Ended {
  /** What it sent its parent last: what came of its calls. */
  readonly said: unknown;
  /** How long it lived on after that, in milliseconds. */
  readonly lingeredMs: number;
  readonly code: number | null;
}

/** Starts a program of this folder. */
export function startProgram(name: string, argument: object): ChildProcess {
  const path = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  return fork(path, [JSON.stringify(argument)], { execArgv: [], serialization: "advanced" });
}

/** Waits until a program has said what came of its calls, and has ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const [said] = await once(child, "message");
  const saidAtMs = performance.now();
  const [code] = await once(child, "exit");
  return { said, lingeredMs: performance.now() - saidAtMs, code };
}
