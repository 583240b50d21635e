import { outcomeOf, worse } from "../errors/outcome.ts";
import type { Operation } from "../operation.ts";
import { type CallTrace, tracedAs } from "./trace.ts";
import type { Asked } from "./wire-run.ts";

/** Does the work of one call, and shows the call to those who listen; `seen` is what they get to know of its response. */
export type TracedCall = <Result>(
  operation: Operation | undefined,
  method: string,
  work: (seen?: (response: Response, asked: Asked) => void) => Promise<Result>,
) => Promise<Result>;

/** Makes a client's {@link TracedCall}, on the channel `call`. */
export function tracedCallOf(urlTemplate: string): TracedCall {
  const traced = tracedAs<CallTrace>("call");
  return (operation, method, work) =>
    traced(
      () => ({ operation: operation?.id, method, url: urlTemplate + (operation?.path ?? "") }),
      (message) =>
        work(
          message &&
            ((response, { attempts, outcome }) => {
              const { ok, status } = response;
              Object.assign(message, {
                status,
                attempts,
                outcome: ok ? undefined : worse(outcome, outcomeOf(response)),
              });
            }),
        ),
    );
}
