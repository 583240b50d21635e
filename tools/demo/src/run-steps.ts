import { type Clients, type Job, stepsOf } from "./steps.ts";

/**
 * Runs the steps of the main job in order and prints a line for each: call, status, milliseconds, method and path, what
 * came back.
 *
 * @param clientsOver Makes the clients over a `fetch`, which remembers the last exchange: the lines show what really happened.
 * @param after Called after each step with its name, for what follows from it.
 * @returns How many were run. A step that fails ends the run with its error.
 */
export async function runSteps(
  job: Job,
  clientsOver: (fetch: typeof globalThis.fetch) => Clients,
  print: (line: string) => void,
  after: (call: string) => Promise<void> = async () => {},
): Promise<number> {
  let last = { method: "", path: "", status: 0 };
  const clients = clientsOver(async (input, init) => {
    const response = await fetch(input, init);
    last = { method: init?.method ?? "GET", path: new URL(String(input)).pathname, status: response.status };
    return response;
  });
  const steps = stepsOf(job, clients);
  const width = Math.max(...steps.map(({ call }) => call.length));
  for (const { call, run } of steps) {
    const startMs = performance.now();
    const result = await run();
    const tookMs = Math.round(performance.now() - startMs);
    const { method, path, status } = last;
    print(`${call.padEnd(width)}  ${status}  ${String(tookMs).padStart(5)} ms  ${method} ${path} → ${result}`);
    await after(call);
  }
  return steps.length;
}
