import type { JSX } from "preact";
import type { Person, PersonIdentity } from "../../../src/schemas.gen.ts";
import { api, dataOf } from "../core/api.ts";
import { channelLabel } from "../core/channels.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";

/** A switch for whether a person takes the app's messages on a channel. */
export function OptOutButton({ person, identity }: { person: Person; identity: PersonIdentity }): JSX.Element {
  const { run, isBusy, problem } = useAction();
  const { project_id, app_id } = person;
  const { channel, identity: address, opted_out } = identity;
  const body = { project_id, app_id, channel, identity: address, opted_out: !opted_out };
  return (
    <div class="opt-out">
      <button
        type="button"
        disabled={isBusy}
        aria-pressed={opted_out}
        onClick={() => run(() => dataOf(api.POST("/api/opt-outs", { body })))}
      >
        {opted_out ? `Opted out of ${channelLabel(channel)}` : "Opt out"}
      </button>
      <ProblemLine text={problem} />
    </div>
  );
}
