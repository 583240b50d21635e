import { type Child, startChild } from "./child.ts";
import { shuffled } from "./shuffled.ts";
import type { Turn } from "./turn.ts";

/** How a comparison is run. */
export interface Plan extends Turn {
  /** Times that every contender starts again, since one start differs from the next by a few per cent. */
  readonly starts: number;
  /** Rounds of each start; in a round every contender has one turn. */
  readonly rounds: number;
  /** Requests of each contender before its first round: until then, what is compiled while it runs is at its cost. */
  readonly warmUp: number;
}

/** What one round cost: microseconds of CPU per request, by contender. */
export type Round = Readonly<Record<string, number>>;

/**
 * Compares contenders, each in a process of its own, one at a time and in another order each round, so that what else
 * the machine does falls on all alike.
 */
export async function measure(names: readonly string[], plan: Plan): Promise<Round[]> {
  const server = await startChild("loopback-server.ts");
  const { port } = server.ready as { port: number };
  const rounds: Round[] = [];
  try {
    for (let start = 0; start < plan.starts; start += 1) {
      rounds.push(...(await measureOneStart(names, plan, `http://127.0.0.1:${port}`)));
    }
  } finally {
    server.end();
  }
  return rounds;
}

async function measureOneStart(
  names: readonly string[],
  { rounds, warmUp, requests, concurrency }: Plan,
  baseUrl: string,
): Promise<Round[]> {
  const workers = new Map<string, Child>();
  const turnOf = async (name: string, count: number): Promise<number> =>
    (await workers.get(name)?.ask({ requests: count, concurrency } satisfies Turn)) as number;
  try {
    for (const name of names) {
      workers.set(name, await startChild("worker.ts", [name, baseUrl]));
      await turnOf(name, warmUp);
    }
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const costs: Record<string, number> = {};
      for (const name of shuffled(names)) costs[name] = await turnOf(name, requests);
      measured.push(costs);
    }
    return measured;
  } finally {
    for (const worker of workers.values()) worker.end();
  }
}
