import type { JSX } from "preact";
import type { Person, PersonIdentity } from "../../../src/schemas.gen.ts";
import { channelLabel } from "../core/channels.ts";
import { personName } from "../core/people.ts";
import { go, hrefOf, type Route } from "../core/route.ts";
import { appName, useWorld } from "../core/world.ts";
import { Icon } from "../ui/icon.tsx";
import { useFocusIfLost } from "../ui/use-focus-if-lost.ts";
import { OptOutButton } from "./opt-out-button.tsx";

interface Props {
  person: Person;
  /** The address whose messages are shown. */
  identity: PersonIdentity;
  route: Route;
}

/** Above a phone: whose it is, its channels, as which channel it is shown, and whether messages are wanted. */
export function PersonBar({ person, identity, route }: Props): JSX.Element {
  const world = useWorld();
  // Back from what is behind a message, too.
  const title = useFocusIfLost<HTMLHeadingElement>(`${person.id} ${route.message === undefined}`);
  const { project_id, app_id, identities } = person;
  return (
    <div class="person-bar">
      <a class="plain back" href={hrefOf({ view: "people", path: [] })} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div class="person-title">
        <h2 ref={title} tabIndex={-1}>
          {personName(person)}
        </h2>
        <p class="quiet cut">{`${appName(world, project_id, app_id)} in ${project_id}`}</p>
      </div>
      {identities.length > 1 && (
        <nav class="tabs" aria-label="Channels">
          {identities.map(({ channel }) => (
            <a
              href={hrefOf({ view: "people", path: route.path, channel })}
              aria-current={channel === identity.channel ? "true" : undefined}
            >
              {channelLabel(channel)}
            </a>
          ))}
        </nav>
      )}
      <div class="person-tools">
        <label class="as">
          <span>Shown as</span>
          <select
            value={route.as ?? identity.channel}
            onChange={({ currentTarget: { value } }) =>
              go({ ...route, as: value === identity.channel ? undefined : value })
            }
          >
            {(world?.channels ?? [identity]).map(({ channel }) => (
              <option value={channel}>{channelLabel(channel)}</option>
            ))}
          </select>
        </label>
        <OptOutButton person={person} identity={identity} />
      </div>
    </div>
  );
}
