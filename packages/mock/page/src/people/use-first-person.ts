import { useEffect, useRef } from "preact/hooks";
import type { PersonList } from "../../../src/schemas.gen.ts";
import { personPath } from "../core/people.ts";
import { go } from "../core/route.ts";

/** Shows the phone of the first person, when nobody was there and nothing else is shown. */
export function useFirstPerson(people: PersonList | undefined, isShown: boolean): void {
  const wasEmpty = useRef(false);
  const [first] = people?.people ?? [];
  useEffect(() => {
    if (people === undefined) return;
    if (wasEmpty.current && first !== undefined && !isShown) go({ view: "people", path: personPath(first) });
    wasEmpty.current = first === undefined;
  }, [people, first, isShown]);
}
