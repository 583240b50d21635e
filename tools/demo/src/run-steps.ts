import type { Exchange } from "./observed-fetch.ts";
import type { Step } from "./steps.ts";

/**
 * Runs steps in order and prints a line for each: call, status, milliseconds, method and path, what came back.
 *
 * @param after Called after each step with its name, for what follows from it.
 * @returns How many were run. A step that fails ends the run with its error.
 */
export async function runSteps(
  steps: readonly Step[],
  lastExchange: () => Exchange | undefined,
  print: (line: string) => void,
  after: (call: string) => Promise<void> = async () => {},
): Promise<number> {
  const width = Math.max(...steps.map(({ call }) => call.length));
  for (const { call, run } of steps) {
    const startMs = performance.now();
    const result = await run();
    const tookMs = Math.round(performance.now() - startMs);
    const { method = "", path = "", status = "" } = lastExchange() ?? {};
    print(`${call.padEnd(width)}  ${status}  ${String(tookMs).padStart(5)} ms  ${method} ${path} → ${result}`);
    await after(call);
  }
  return steps.length;
}
