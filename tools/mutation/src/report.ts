import type { FileResult } from "./mutate-package.ts";

/** One line of a table: mutants, killed, survived and the score in per cent. */
export function lineOf(name: string, results: readonly Pick<FileResult, "mutants" | "killed">[]): string {
  const mutants = results.reduce((sum, result) => sum + result.mutants, 0);
  const killed = results.reduce((sum, result) => sum + result.killed, 0);
  const columns = [mutants, killed, mutants - killed].map((count) => String(count).padStart(9)).join("");
  return `${name.padEnd(28)}${columns}${scoreOf(results).toFixed(1).padStart(9)}`;
}

/** Heads the lines of {@link lineOf}. */
export const HEAD = `${"".padEnd(28)}  mutants   killed survived    score`;

/** The share of the mutants that were killed, in per cent; 100 of none. */
export function scoreOf(results: readonly Pick<FileResult, "mutants" | "killed">[]): number {
  const mutants = results.reduce((sum, result) => sum + result.mutants, 0);
  const killed = results.reduce((sum, result) => sum + result.killed, 0);
  return mutants === 0 ? 100 : (killed / mutants) * 100;
}
