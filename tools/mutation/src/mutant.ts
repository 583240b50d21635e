/** One small change to a source file. */
export interface Mutant {
  /** Where the replaced text begins and ends, in UTF-16 units from the start of the file. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The line of `start`, from 1. */
  readonly line: number;
  /** What was changed, on one line: `a < b → a <= b`. */
  readonly label: string;
}

/** @returns The source with the mutant's change made. */
export function applied(source: string, { start, end, replacement }: Mutant): string {
  return source.slice(0, start) + replacement + source.slice(end);
}
