import type { JSX } from "preact";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { isFrom, shownIdentity } from "../core/people.ts";
import type { Route } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { Phone } from "../phone/phone.tsx";
import { Empty } from "../ui/empty.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { PersonBar } from "./person-bar.tsx";

/** How many messages of a person are shown, the newest. */
const LIMIT = 200;

/** A person: the channels to choose from, and the phone. */
export function PersonPane({ route }: { route: Route }): JSX.Element {
  const { path } = route;
  const [project_id = "", app_id = "", person_id = ""] = path;
  const person = useLive(
    `person ${path.join("/")}`,
    async () => {
      const query = { project_id, app_id, person_id, limit: 1 };
      const { people } = await dataOf(api.GET("/api/people", { params: { query } }));
      return people[0] ?? null;
    },
    (value, { type, messages }) =>
      type !== "messages" || messages?.some((message) => isFrom(message, path)) ? "reload" : value,
  );
  const messages = useLive(
    `messages ${path.join("/")}`,
    async () => {
      const query = { project_id, app_id, person_id, limit: LIMIT };
      return (await dataOf(api.GET("/api/messages", { params: { query } }))).messages;
    },
    (value, event) => {
      const ours = (event.messages ?? []).filter((message) => isFrom(message, path));
      return ours.length === 0 ? value : merged(value, ours, "oldest-first");
    },
  );
  if (person.value === null) {
    return (
      <Empty icon="person" title="Nobody by that name">
        <p>The world has been reset since, or the address was mistyped.</p>
      </Empty>
    );
  }
  const identity = person.value && shownIdentity(person.value, route.channel);
  if (person.value === undefined || identity === undefined || messages.value === undefined) {
    return <ProblemLine text={person.error ?? messages.error} />;
  }
  return (
    <>
      <PersonBar person={person.value} identity={identity} route={route} />
      <Phone person={person.value} identity={identity} messages={messages.value} route={route} />
    </>
  );
}
