import { isDeepStrictEqual } from "node:util";
import type { Body, LocatedOperation } from "@sinch-fetch/description";
import type { Side } from "../rules.ts";
import type { Place } from "./change-list.ts";
import type { Comparing } from "./comparing.ts";

/** Compares the bodies of an operation's requests. */
export function compareBodies(
  before: LocatedOperation,
  after: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const { changes } = comparing;
  const place = { operation, path: "request" };
  const [was, is] = [before.body, after.body];
  if (!was && is) {
    // The body takes the place of the query among the arguments.
    const free = !is.required && !before.parameters.some((parameter) => parameter.in === "query");
    changes.add(free ? "optionalBodyAdded" : "bodyAdded", place, `${is.required ? "required" : "optional"} body added`);
  }
  if (was && !is) changes.add("bodyRemoved", place, "body removed");
  if (!was || !is) return;
  if (!was.required && is.required) changes.add("parameterRequired", place, "body is required now", is);
  if (was.required && !is.required) changes.add("parameterOptional", place, "body is optional now", is);
  compareContent(was, is, "request", place, comparing);
}

/** Compares the description and the content of a body, by media type. */
export function compareContent(
  before: Body,
  after: Body,
  side: Side,
  place: Place,
  { changes, walk }: Comparing,
): void {
  if (before.description !== after.description) {
    changes.add(
      "texts",
      place,
      `description ${before.description === undefined ? "added" : after.description === undefined ? "removed" : "changed"}`,
      after,
    );
  }
  const [was, is] = [before.content ?? {}, after.content ?? {}];
  for (const type of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [mediaBefore, mediaAfter] = [was[type], is[type]];
    if (!mediaBefore) changes.add("contentAdded", place, `${type} added`, after);
    else if (!mediaAfter) changes.add("contentRemoved", place, `${type} removed`, after);
    else {
      for (const change of walk.changes(mediaBefore.schema ?? {}, mediaAfter.schema ?? {})) {
        changes.addSchema(change, side, place);
      }
      compareMedia({ ...mediaBefore }, { ...mediaAfter }, place, after, changes);
    }
  }
}

function compareMedia(
  was: Record<string, unknown>,
  is: Record<string, unknown>,
  place: Place,
  at: object,
  changes: Comparing["changes"],
): void {
  for (const member of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (member === "schema" || isDeepStrictEqual(was[member], is[member])) continue;
    changes.add(/^example|^x-/.test(member) ? "texts" : "other", place, `${member} changed`, at);
  }
}
