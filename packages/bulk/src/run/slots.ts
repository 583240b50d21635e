/** Places for what may be under way at once. Who waits longest comes first. */
export interface Slots {
  /** Takes a place, once one is free; returns the function that gives it back. */
  take(): Promise<() => void>;
}

export function slotsOf(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    async take() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return giveBack;
    },
  };
}
