import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Person, PersonList } from "../../../src/schemas.gen.ts";
import { previewOf } from "../content/preview.ts";
import { personName, personPath } from "../core/people.ts";
import { hrefOf } from "../core/route.ts";
import { Avatar } from "../ui/avatar.tsx";
import { ChannelMark } from "../ui/channel-mark.tsx";
import { moveFocus } from "../ui/move-focus.ts";
import { SearchField } from "../ui/search-field.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { WhenMark } from "../ui/when-mark.tsx";
import { NewReply } from "./new-reply.tsx";

interface Props {
  people: PersonList | undefined;
  search: string;
  onSearch: (search: string) => void;
  /** The path of the person whose phone is shown. */
  current: readonly string[];
}

/** People, the one with the newest message first, and a field that searches them. */
export function PeopleList({ people, search, onSearch, current }: Props): JSX.Element {
  return (
    <>
      <div class="list-head">
        <SearchField label="Search people" value={search} onChange={onSearch} />
        <NewReply />
      </div>
      {people?.total === 0 && search !== "" && <p class="quiet note">Nobody has that name, number or app.</p>}
      <ul class="list" onKeyDown={moveFocus}>
        {people?.people.map((person) => {
          const path = personPath(person);
          return (
            <li key={path.join("/")}>
              <PersonRow person={person} isCurrent={path.join("/") === current.join("/")} />
            </li>
          );
        })}
      </ul>
      {people !== undefined && people.total > people.people.length && (
        <p class="quiet note">{`${people.people.length} of ${people.total}. Search to find others.`}</p>
      )}
    </>
  );
}

function PersonRow({ person, isCurrent }: { person: Person; isCurrent: boolean }): JSX.Element {
  const { identities, last_message: last, app_id } = person;
  const name = personName(person);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    <a
      ref={link}
      class="person"
      href={hrefOf({ view: "people", path: personPath(person) })}
      aria-current={isCurrent ? "true" : undefined}
    >
      <Avatar name={name} />
      <span class="person-name">{name}</span>
      {last && <WhenMark iso={last.accept_time} />}
      <span class="person-last">
        {last && <StatusMark status={last.status} />}
        <span class="cut">{last ? previewOf(last) : app_id}</span>
      </span>
      <span class="marks">
        {identities.map(({ channel, opted_out }) => (
          <ChannelMark channel={channel} isOut={opted_out} />
        ))}
      </span>
    </a>
  );
}
