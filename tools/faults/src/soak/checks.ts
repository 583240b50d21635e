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
  // After a 401 a send is "rejected": it has spent some of its time, perhaps too much for another token.
  const starved = ledger.errors["TimeoutError, not-sent"] ?? 0;
  const tooMany = server.lost <= storms.inTime ? [] : [`${server.lost - storms.inTime} reached the server`];
  const needless = NEEDLESS_TOKENS + (seconds / QUIET_SECONDS) * NEEDLESS_TOKENS;
  const few = server.tokensIssued <= options.expiries;
  return [
    { holds: "no rejection goes unheard", against: unheardRejections },
    {
      holds: "the heap does not grow once it is warm",
      against: heap.isSteady ? [] : [`${heap.warmBytes} bytes became ${heap.lastBytes}`],
    },
    { holds: "each idempotent call has its own response, each error is ours", against: ledger.failures },
    { holds: "no send is acted on twice", against: twice },
    { holds: "what the caller of a send gets agrees with the server", against: atOdds },
    {
      holds: "each send carries its own body",
      against: server.foreignBodies === 0 ? [] : [`${server.foreignBodies} do not`],
    },
    {
      holds: "a call that ends before its turn is not sent and delays nobody",
      against: [...tooMany, ...storms.failures],
    },
    {
      holds: "a dead connection to the token endpoint fails no call",
      against: starved === 0 ? [] : [`${starved} sends got no token in time`],
    },
    {
      holds: "a path that always says 401 takes a token a minute at most",
      against: server.tokensNeedless <= needless ? [] : [`${server.tokensNeedless} tokens replaced good ones`],
    },
    {
      holds: "as many tokens end as were to",
      against: few ? [`${server.tokensIssued} tokens were issued, for ${options.expiries} expiries`] : [],
    },
  ].map(({ holds, against }) => ({ holds, against: against.slice(0, KEPT) }));
}
