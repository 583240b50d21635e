import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { go, type Route } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { MessagePane } from "../inspector/message-pane.tsx";
import { Empty } from "../ui/empty.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { useLast } from "../ui/use-last.ts";
import { FirstMessage } from "./first-message.tsx";
import { PeopleList } from "./people-list.tsx";
import { PersonPane } from "./person-pane.tsx";
import { useFirstPerson } from "./use-first-person.ts";

/** People, the phone of one of them, and what is behind one of the messages. */
export function PeopleView({ route }: { route: Route }): JSX.Element {
  const [search, setSearch] = useState("");
  const { value, error } = useLive(
    `people ${search}`,
    () => dataOf(api.GET("/api/people", { params: { query: search === "" ? {} : { search } } })),
    (list, { type }) => (type === "messages" ? "reload" : list),
  );
  const people = useLast(value);
  const isEmpty = people?.total === 0 && search === "";
  const { path, message } = route;
  // A search that finds nobody does not make the world empty.
  useFirstPerson(search === "" ? people : undefined, path.length > 0);
  const depth = message !== undefined ? "message" : path.length > 0 ? "person" : "list";
  return (
    <div class="panes" data-depth={depth} data-empty={isEmpty && path.length === 0}>
      <section class="pane list-pane" aria-label="People">
        <PeopleList people={people} search={search} onSearch={setSearch} current={path} />
        <ProblemLine text={error} />
      </section>
      <section class="pane phone-pane" aria-label="Phone">
        {path.length > 0 ? (
          <PersonPane key={path.join("/")} route={route} />
        ) : isEmpty ? (
          <FirstMessage />
        ) : (
          people && (
            <Empty icon="people" title="Whose phone do you want to see?">
              <p>Pick someone from the list.</p>
            </Empty>
          )
        )}
      </section>
      {path.length > 0 && (
        <section class="pane side-pane" aria-label="Behind the message">
          <MessagePane id={message} onClose={() => go({ ...route, message: undefined })} />
        </section>
      )}
    </div>
  );
}
