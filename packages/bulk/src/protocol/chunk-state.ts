import type { ClaimEntry, FateEntry, LostEntry, Rejection, RunLedger, StampedEntry } from "../ledger/ledger.ts";

/** One attempt to send a chunk, as the ledger knows it. */
export interface Attempt {
  readonly claim: ClaimEntry & { readonly atMs: number };
  readonly fate?: FateEntry | undefined;
  readonly lost?: LostEntry | undefined;
}

/** The attempts of a chunk, the first one first. */
export type ChunkState = readonly Attempt[];

/** What is to be done about a chunk next. */
export type Step =
  | { readonly do: "post"; readonly attempt: number }
  /** Find out what became of its last attempt. */
  | { readonly do: "look"; readonly last: Attempt }
  | { readonly do: "end"; readonly last: Attempt & { readonly fate: FateEntry } };

/** Decides what to do next with a chunk. Whoever posts it must still win the claim. */
export function nextStep(state: ChunkState): Step {
  const accepted = state.find((attempt) => attempt.fate?.outcome === "accepted");
  const last = accepted ?? state.at(-1);
  if (last === undefined) return { do: "post", attempt: 1 };
  const { fate } = last;
  if (fate === undefined) return { do: "look", last };
  const isOver = fate.outcome !== "void" && (fate.outcome !== "isolated" || remainingOf(last, state) === 0);
  if (isOver) return { do: "end", last: { ...last, fate } };
  return { do: "post", attempt: last.claim.attempt + 1 };
}

/** The recipients of a chunk that the API refused by name, in all of its attempts. */
export function isolatedOf(state: ChunkState): readonly Rejection[] {
  return state.flatMap(({ fate }) => (fate?.outcome === "isolated" ? fate.rejections : []));
}

function remainingOf({ claim }: Attempt, state: ChunkState): number {
  return claim.recipients - isolatedOf(state).length;
}

/** How many attempts are read at once. */
const AT_ONCE = 4;

/** Reads what the ledger knows of a chunk. */
export async function readChunk(ledger: RunLedger, chunk: number): Promise<ChunkState> {
  const found: StampedEntry[] = [];
  for (let first = 1; ; first += AT_ONCE) {
    const attempts = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    const keys = attempts.flatMap((attempt) => KINDS.map((kind) => `${chunk}.${attempt}.${kind}`));
    const entries = (await ledger.get(keys)).filter((entry) => entry !== undefined);
    found.push(...entries);
    if (entries.filter(({ kind }) => kind === "claim").length < AT_ONCE) return statesOf(found).get(chunk) ?? [];
  }
}

const KINDS = ["claim", "fate", "lost"];

/** Puts entries together, chunk by chunk. */
export function statesOf(entries: Iterable<StampedEntry>): Map<number, ChunkState> {
  const found = new Map<number, Map<number, Partial<Attempt>>>();
  for (const entry of entries) {
    if (entry.kind !== "claim" && entry.kind !== "fate" && entry.kind !== "lost") continue;
    const attempts = found.get(entry.chunk) ?? new Map<number, Partial<Attempt>>();
    found.set(entry.chunk, attempts);
    attempts.set(entry.attempt, { ...attempts.get(entry.attempt), [entry.kind]: entry });
  }
  return new Map(
    Array.from(found, ([chunk, attempts]) => [
      chunk,
      [...attempts.values()].filter(isAttempt).sort((one, other) => one.claim.attempt - other.claim.attempt),
    ]),
  );
}

function isAttempt(attempt: Partial<Attempt>): attempt is Attempt {
  return attempt.claim !== undefined;
}
