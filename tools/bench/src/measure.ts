import type { Burst, BurstPlan } from "./burst.ts";
import { type Child, startChild } from "./child.ts";
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

/** What the bursts of one round took, by contender. */
export type BurstRound = Readonly<Record<string, Burst>>;

/**
 * Compares contenders, each in a process of its own, one at a time and in another order each round, so that what else
 * the machine does falls on all alike.
 */
export async function measure(names: readonly string[], plan: Plan): Promise<Round[]> {
  using server = await startChild("loopback-server.ts");
  const rounds: Round[] = [];
  for (let start = 0; start < plan.starts; start += 1) {
    rounds.push(...(await measureOneStart(names, plan, String(server.ready))));
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
    return await roundsOf(names, rounds, (name) => turnOf(name, requests));
  } finally {
    for (const worker of workers.values()) worker[Symbol.dispose]();
  }
}

/**
 * Compares contenders with many calls at once. In each round every contender has a new process, one at a time and in
 * another order each round.
 */
export async function measureBursts(names: readonly string[], rounds: number, plan: BurstPlan): Promise<BurstRound[]> {
  using server = await startChild("loopback-server.ts");
  return await roundsOf(names, rounds, async (name) => {
    using worker = await startChild("worker.ts", [name, String(server.ready)]);
    return (await worker.ask(plan)) as Burst;
  });
}

/** Measures each contender once a round, in a random order. */
async function roundsOf<Measured>(
  names: readonly string[],
  rounds: number,
  measureOne: (name: string) => Promise<Measured>,
): Promise<Record<string, Measured>[]> {
  const measured: Record<string, Measured>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const places = new Map(names.map((name) => [name, Math.random()]));
    const shuffled = names.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    const ofRound: Record<string, Measured> = {};
    for (const name of shuffled) ofRound[name] = await measureOne(name);
    measured.push(ofRound);
  }
  return measured;
}
