import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Growth that is not a leak: compiled code, caches, what 64 calls in flight happen to hold. */
const ALLOWED_SHARE = 0.1;
const ALLOWED_BYTES = 3_000_000;

/** The heap over a run, in bytes, before its middle and at its end. */
export interface HeapGrowth {
  /** Median of the second quarter of the samples: what is in use once the run is warm. */
  readonly warmBytes: number;
  /** Median of the last quarter. */
  readonly lastBytes: number;
  readonly isSteady: boolean;
}

/** Takes samples of what the heap holds after garbage is collected. */
export class HeapSamples {
  readonly #collectGarbage: () => void;
  readonly #bytes: number[] = [];

  constructor() {
    // The flag makes gc() known to contexts that are made after it, so that no process must be started with it.
    setFlagsFromString("--expose-gc");
    this.#collectGarbage = runInNewContext("gc");
  }

  take(): void {
    this.#collectGarbage();
    this.#bytes.push(process.memoryUsage().heapUsed);
  }

  growth(): HeapGrowth {
    const { length } = this.#bytes;
    const warmBytes = median(this.#bytes.slice(Math.floor(length / 4), Math.floor(length / 2)));
    const lastBytes = median(this.#bytes.slice(Math.floor((length * 3) / 4)));
    const isSteady = lastBytes - warmBytes <= Math.max(ALLOWED_BYTES, warmBytes * ALLOWED_SHARE);
    return { warmBytes, lastBytes, isSteady };
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
