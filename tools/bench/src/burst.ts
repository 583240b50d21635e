import type { SendOnce } from "./contender.ts";
import { median, quantile } from "./quantile.ts";

/** How many calls a contender begins at once, and how often. */
export interface BurstPlan {
  readonly calls: number;
  /** Bursts before the first that counts: until then, connections are made and code is compiled. */
  readonly warmUps: number;
  /** Bursts that count. */
  readonly bursts: number;
}

/** What bursts took. Each figure is the median of those that count, but the memory, which is the most of all. */
export interface Burst {
  readonly callsPerSecond: number;
  /** Time from the begin of the burst, when every call was made, to the end of the middle one. */
  readonly p50Ms: number;
  /** The same for the call after which one in a hundred is left. */
  readonly p99Ms: number;
  /** Most memory that the process ever had. */
  readonly peakRssMb: number;
}

/**
 * Begins all calls at once, several times over, and measures.
 *
 * @throws A response did not carry a message id.
 */
export async function takeBursts(send: SendOnce, { calls, warmUps, bursts }: BurstPlan): Promise<Burst> {
  const taken: Omit<Burst, "peakRssMb">[] = [];
  for (let burst = 0; burst < warmUps + bursts; burst += 1) taken.push(await takeBurst(send, calls));
  const counted = taken.slice(warmUps);
  return {
    callsPerSecond: median(counted.map((one) => one.callsPerSecond)),
    p50Ms: median(counted.map((one) => one.p50Ms)),
    p99Ms: median(counted.map((one) => one.p99Ms)),
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
}

async function takeBurst(send: SendOnce, calls: number): Promise<Omit<Burst, "peakRssMb">> {
  const began = performance.now();
  const latencies = await Promise.all(
    Array.from({ length: calls }, async () => {
      if (typeof (await send()) !== "string") throw new Error("a response came without a message id");
      return performance.now() - began;
    }),
  );
  return {
    callsPerSecond: (calls / (performance.now() - began)) * 1000,
    p50Ms: median(latencies),
    p99Ms: quantile(latencies, 0.99),
  };
}
