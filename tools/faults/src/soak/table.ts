import type { Check } from "./checks.ts";
import type { SoakResult } from "./run.ts";

const NAME_WIDTH = 44;

/** The table that a run prints. */
export function tableOf(result: SoakResult, checks: readonly Check[]): string {
  const { options, ledger, server, heap, refusedConnections, storms, seconds } = result;
  const { seed, calls, faultRate, concurrency } = options;
  const faults = { ...server.faults, "refused connection": refusedConnections };
  const rows: readonly (readonly [string, string | number])[] = [
    ["seed", seed],
    ["calls", calls],
    ["at once", concurrency],
    ["seconds", seconds.toFixed(1)],
    ["calls per second", Math.round(calls / seconds)],
    ...Object.entries(ledger.calls).map(
      ([kind, made]) =>
        [
          `${kind}: ${kind === "refused path" ? "401" : "responded"}`,
          `${ledger.responded[kind] ?? 0} of ${made}`,
        ] as const,
    ),
    ["requests at the API", server.requests],
    ["share of calls that meet a fault", faultRate],
    ["faults", Object.values(faults).reduce((sum, count) => sum + count, 0)],
    ...sorted(faults).map(([kind, count]) => [`  ${kind}`, count] as const),
    ...sorted(ledger.errors).map(([kind, count]) => [`error: ${kind}`, count] as const),
    ["token requests", server.tokens.requests],
    ["tokens issued", server.tokens.issued],
    ["tokens that replaced a good one", server.tokens.needless],
    ["token requests on a dead connection", server.tokens.blackHoles],
    ["requests whose token was not taken (401)", server.unauthenticated],
    ["requests of paths that always say 401", server.refused],
    ["calls that ended before their turn", storms.lost],
    ["calls whose turn came just before their end", storms.inTime],
    ["  requests of both at the API", server.lost],
    ["slowest call after them, at 10 a second", `${Math.round(storms.slowestMs)} ms`],
    ["heap, second quarter (median)", megabytes(heap.warmBytes)],
    ["heap, last quarter (median)", megabytes(heap.lastBytes)],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(NAME_WIDTH)}${String(value).padStart(14)}`);
  const verdicts = checks.flatMap(({ holds, against }) => [
    `${against.length === 0 ? "holds" : "FAILS"}  ${holds}`,
    ...against.map((line) => `         ${line}`),
  ]);
  return [...lines, "", ...verdicts].join("\n");
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([, a], [, b]) => b - a);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
