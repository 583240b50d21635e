import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** Starts a program of this folder. */
export function startProgram(name: string, argument: object): ChildProcess {
  const path = fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
  return fork(path, [JSON.stringify(argument)], { execArgv: [], serialization: "advanced" });
}

/** Waits until a program has said what came of its calls, and has ended; returns both, and how long it lived on between. */
export async function ended(child: ChildProcess): Promise<{ said: unknown; lingeredMs: number; code: number | null }> {
  const [said] = await once(child, "message");
  const saidAtMs = performance.now();
  const [code] = await once(child, "exit");
  return { said, lingeredMs: performance.now() - saidAtMs, code };
}
