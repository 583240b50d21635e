/** Where ids and draws come from. */
export interface Random {
  /** A new id, in the form of an ULID; later ones sort after earlier ones. */
  id(nowMs: number): string;
  /** A number from 0 up to, but not including, 1. */
  draw(): number;
  /** What to continue from, for a snapshot. */
  state(): RandomState;
}

/** How far a source of ids and draws is. */
export interface RandomState {
  readonly draws: number;
  readonly ids: number;
}

const CHARACTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** The time in the ids of a seeded world, which must not depend on the day: 1 January 2026. */
const SEEDED_ID_EPOCH_MS = Date.UTC(2026, 0, 1);

/**
 * Makes a source of ids and draws.
 *
 * @param seed Fixes all of them. @default new ones each time
 * @param from How far an earlier source of the same seed was.
 */
export function createRandom(seed?: number, from: RandomState = { draws: 0, ids: 0 }): Random {
  let { draws, ids } = from;
  const drawn = (): number => (seed === undefined ? Math.random() : seededDraw(seed, ++draws));
  return {
    draw: drawn,
    id(nowMs) {
      ids++;
      const timeMs = seed === undefined ? nowMs : SEEDED_ID_EPOCH_MS + Math.floor(ids / 1000);
      const chance = seed === undefined ? Math.random() : seededDraw(seed, -ids);
      // The count keeps ids of one millisecond apart and in order.
      return inBase32(timeMs, 10) + inBase32(ids, 10) + inBase32(Math.floor(chance * 32 ** 6), 6);
    },
    state: () => ({ draws, ids }),
  };
}

/** The same number for the same seed and position, evenly spread: the finaliser of splitmix32. */
function seededDraw(seed: number, position: number): number {
  const high = Math.imul(Math.trunc(seed / 2 ** 32), 0x85ebca6b);
  let x = (seed + high + Math.imul(position, 0x9e3779b9)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
}

function inBase32(value: number, length: number): string {
  let text = "";
  let rest = value;
  for (let at = 0; at < length; at++) {
    text = CHARACTERS.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
