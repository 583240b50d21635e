/** The time of a world: the real one, or one that is moved by hand. */
export interface Clock {
  readonly mode: "real" | "manual";
  nowMs(): number;
  /** Sets a manual clock; it never goes back, save when a snapshot is restored. */
  set(ms: number): void;
}

/** When a manual clock begins: 1 January 2026. */
export const MANUAL_START_MS: number = Date.UTC(2026, 0, 1);

/** Makes a clock. */
export function createClock(mode: "real" | "manual"): Clock {
  let ms = MANUAL_START_MS;
  return {
    mode,
    nowMs: () => (mode === "real" ? Date.now() : ms),
    set(to) {
      ms = to;
    },
  };
}
