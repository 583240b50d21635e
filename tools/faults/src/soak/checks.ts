import type { SoakResult } from "./run.ts";

/** A thing that must hold of a run, and what speaks against it. */
export interface Check {
  readonly holds: string;
  /** Empty if it holds. */
  readonly against: readonly string[];
}

const KEPT = 10;
/** So long a path that refused a fresh token takes no other. */
const QUIET_SECONDS = 60;
/** Tokens that may replace a good one in that time: one for the path, one where a revoked one was replaced meanwhile. */
const NEEDLESS_TOKENS = 2;

/** Everything that must hold of a run. */
export function checksOf(result: SoakResult): readonly Check[] {
  const { options, ledger, server, heap, storms, unheardRejections, seconds } = result;
  const twice: string[] = [];
  const atOdds: string[] = [];
  for (let call = 0; call < options.calls; call++) {
    const result = ledger.sendResult(call);
    if (result === undefined) continue;
    const acted = server.acted[call] ?? 0;
    if (acted > 1) twice.push(`call ${call} was sent ${acted} times`);
    const fits = result === "unknown" ? acted <= 1 : result === "resolved" ? acted === 1 : acted === 0;
    if (!fits) atOdds.push(`call ${call} was reported as ${result}, and the server acted on ${acted}`);
  }
  const { tokens, foreignBodies } = server;
  // After a 401 a send is "rejected": it has spent some of its time, perhaps too much for another token.
  const starved = ledger.errors["TimeoutError, not-sent"] ?? 0;
  const tooMany = server.lost - storms.inTime;
  const needless = NEEDLESS_TOKENS + (seconds / QUIET_SECONDS) * NEEDLESS_TOKENS;
  const checks: Readonly<Record<string, readonly string[]>> = {
    "no rejection goes unheard": unheardRejections,
    "the heap does not grow once it is warm": unless(heap.isSteady, `${heap.warmBytes} bytes became ${heap.lastBytes}`),
    "each idempotent call has its own response, each error is ours": ledger.failures,
    "no send is acted on twice": twice,
    "what the caller of a send gets agrees with the server": atOdds,
    "each send carries its own body": unless(foreignBodies === 0, `${foreignBodies} do not`),
    "a call that ends before its turn is not sent and delays nobody": [
      ...unless(tooMany <= 0, `${tooMany} reached the server`),
      ...storms.failures,
    ],
    "a dead connection to the token endpoint fails no call": unless(
      starved === 0,
      `${starved} sends got no token in time`,
    ),
    "a path that always says 401 takes a token a minute at most": unless(
      tokens.needless <= needless,
      `${tokens.needless} tokens replaced good ones`,
    ),
    "as many tokens end as were to": unless(
      tokens.issued > options.expiries,
      `${tokens.issued} tokens were issued, for ${options.expiries} expiries`,
    ),
  };
  return Object.entries(checks).map(([holds, against]) => ({ holds, against: against.slice(0, KEPT) }));
}

function unless(holds: boolean, against: string): string[] {
  return holds ? [] : [against];
}
