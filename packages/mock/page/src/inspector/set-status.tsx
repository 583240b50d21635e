import type { JSX } from "preact";
import type { SetStatusRequest, WorldMessage } from "../../../src/schemas.gen.ts";
import { api, dataOf } from "../core/api.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";

const MOVES = [
  { status: "DELIVERED", label: "Deliver" },
  { status: "READ", label: "Read" },
  { status: "FAILED", label: "Fail", reason: { code: "RECIPIENT_NOT_REACHABLE", description: "Failed by hand." } },
] as const;

/** Buttons that move a message to a state; none for one that has ended. */
export function SetStatus({ message: { id, status } }: { message: WorldMessage }): JSX.Element | null {
  const { run, isBusy, problem } = useAction();
  if (status === "READ" || status === "FAILED") return null;
  const move = (body: SetStatusRequest): Promise<boolean> =>
    run(() => dataOf(api.POST("/api/messages/{message_id}/status", { params: { path: { message_id: id } }, body })));
  return (
    <>
      <fieldset class="buttons">
        <legend class="unseen">Move the message to a state</legend>
        {MOVES.filter((one) => one.status !== status).map(({ label, ...body }) => (
          <button type="button" disabled={isBusy} onClick={() => move(body)}>
            {label}
          </button>
        ))}
      </fieldset>
      <ProblemLine text={problem} />
    </>
  );
}
