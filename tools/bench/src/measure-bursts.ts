import type { Burst, BurstPlan } from "./burst.ts";
import { startChild } from "./child.ts";
import { shuffled } from "./shuffled.ts";

/** What the bursts of one round took, by contender. */
export type BurstRound = Readonly<Record<string, Burst>>;

/** The contenders that are compared: bare `fetch` with and without a time limit, undici, the vendor's SDK, and ours on both roads. */
export const BURST_CONTENDERS = [
  "bare fetch",
  "bare fetch, time limit",
  "sinch-fetch",
  "sinch-fetch, undici",
  "undici.request",
  "vendor SDK",
];

/**
 * Compares contenders with many calls at once. In each round every contender has a new process, one at a time and in
 * another order each round.
 */
export async function measureBursts(names: readonly string[], rounds: number, plan: BurstPlan): Promise<BurstRound[]> {
  const server = await startChild("loopback-server.ts");
  const { port } = server.ready as { port: number };
  const measured: BurstRound[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const bursts: Record<string, Burst> = {};
      for (const name of shuffled(names)) bursts[name] = await burstsOf(name, `http://127.0.0.1:${port}`, plan);
      measured.push(bursts);
    }
  } finally {
    server.end();
  }
  return measured;
}

async function burstsOf(name: string, baseUrl: string, plan: BurstPlan): Promise<Burst> {
  const worker = await startChild("burst-worker.ts", [name, baseUrl]);
  try {
    return (await worker.ask(plan)) as Burst;
  } finally {
    worker.end();
  }
}
