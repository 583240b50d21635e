import { FAULTS, type FaultKind } from "./faults.ts";

/** What a call of the soak does. */
export type CallKind = "send" | "read" | "delete" | "batch status" | "refused path";

/** What one call does, and what its requests meet one after the other; what follows them gets a response. */
export interface CallPlan {
  readonly kind: CallKind;
  readonly faults: readonly FaultKind[];
}

/** What all the plans of a run are drawn from, so that client and server know them without a word. */
export interface Draw {
  readonly seed: number;
  readonly calls: number;
  /** Share of the calls whose first request meets a fault. */
  readonly faultRate: number;
  /** How many tokens are to end while the calls are made, about. */
  readonly expiries: number;
  /** How many tokens are taken away while they are in use. */
  readonly revocations: number;
}

/** Header that carries the number of a call, or one of the words below. */
export const CALL_HEADER = "x-soak-call";
/** A call that ends before its turn, and must not reach the server. */
export const LOST = "lost";
/** A call that shows what the lost ones cost. */
export const PROBE = "probe";

/** What calls do, and up to which share of them; a path that always says 401 is a few. */
const KINDS: readonly (readonly [CallKind, number])[] = [
  ["send", 0.4],
  ["read", 0.75],
  ["delete", 0.85],
  ["batch status", 0.97],
  ["refused path", 1],
];

/** Faults that cost a whole time limit, so that there are fewer of them. */
const SLOW: readonly FaultKind[] = ["silence", "stalled body"];
/** Faults after which no call is repeated: they would leave a read without its response. */
const ENDS_A_READ: readonly FaultKind[] = ["not JSON", "caller aborts"];
const ONE_IN_SLOW = 5;
/** A second fault follows the first this often; a third never, so that the retries are enough. */
const SECOND_RATE = 0.3;

/** The plan of a call. */
export function planOf({ seed, faultRate }: Draw, call: number): CallPlan {
  const random = randomOf(seed, call);
  const share = random();
  const [kind = "send"] = KINDS.find(([, upTo]) => share < upTo) ?? [];
  if (random() >= faultRate || kind === "refused path") return { kind, faults: [] };
  const first = drawFault(random, kind);
  // The fault of a connection that is not made is the client's to see to, and it counts no requests.
  const second = random() < SECOND_RATE ? drawFault(random, kind) : undefined;
  return { kind, faults: second === undefined || second === "refused connection" ? [first] : [first, second] };
}

function drawFault(random: () => number, kind: CallKind): FaultKind {
  for (;;) {
    const [fault] = FAULTS[Math.floor(random() * FAULTS.length)] ?? FAULTS[0];
    const isSkipped = SLOW.includes(fault) && random() * ONE_IN_SLOW > 1;
    if (!isSkipped && (kind === "send" || !ENDS_A_READ.includes(fault))) return fault;
  }
}

/** Numbers from 0 to 1, the same for the same seed and call (mulberry32 over a mix of both). */
function randomOf(seed: number, call: number): () => number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(call + 1, 0xc2b2ae35);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
