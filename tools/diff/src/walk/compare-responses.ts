import { membersOf, type Node, nodesIn, type Operation, shown } from "@sinch-fetch/description";
import type { Place } from "./change.ts";
import { compareContent, hasContent, isDescribed } from "./compare-bodies.ts";
import { addMembers, type Comparing } from "./comparing.ts";

const READ = new Set(["$ref", "description", "content", "headers"]);
const HEADER_READ = new Set(["$ref", "schema", "content"]);

/** Compares the responses of an operation, status by status. */
export function compareResponses(before: Operation, after: Operation, operation: string, comparing: Comparing): void {
  const { add, choices } = comparing;
  const [was, is] = [responsesOf(before, comparing.before.resolve), responsesOf(after, comparing.after.resolve)];
  for (const status of new Set([...was.keys(), ...is.keys()])) {
    const place = { operation, path: `response ${shown(status)}` };
    const [one, other] = [was.get(status), is.get(status)];
    const about = { status, before: one, after: other, of: before };
    if (!one || !other) {
      add(place, { what: "response", ...about }, other ?? one);
      continue;
    }
    if (hasContent(one) === hasContent(other)) compareContent(one, other, "response", place, comparing);
    else if (choices === "apart" || isDescribed(one) || isDescribed(other))
      add(place, { what: "content", ...about }, other);
    compareHeaders(one, other, place, comparing);
    addMembers(comparing, () => place, "response", { before: one, after: other }, READ, other);
  }
}

/** Lists the responses of an operation by status, such as `200` or `4XX`. */
export function responsesOf({ object }: Operation, resolve: (value: unknown) => Node): Map<string, Node> {
  return new Map(nodesIn(object.responses).map(([status, one]) => [status.replace(/x/gi, "X"), resolve(one)]));
}

function compareHeaders(before: Node, after: Node, at: Place, comparing: Comparing): void {
  const [was, is] = [headersOf(before, comparing.before.resolve), headersOf(after, comparing.after.resolve)];
  for (const [key, { name }] of new Map([...was, ...is])) {
    const place = { ...at, path: `${at.path} · header ${shown(key)}` };
    const [one, other] = [was.get(key)?.object, is.get(key)?.object];
    if (one && other) {
      comparing.addSchemas(membersOf(one.schema), membersOf(other.schema), "response", place);
      addMembers(comparing, () => place, "header", { before: one, after: other }, HEADER_READ, after);
    } else comparing.add(place, { what: "header", name, before: one !== undefined, after: other !== undefined }, after);
  }
}

function headersOf({ headers }: Node, resolve: (value: unknown) => Node): Map<string, { name: string; object: Node }> {
  return new Map(
    nodesIn(headers).flatMap(([name, header]): [string, { name: string; object: Node }][] =>
      name.toLowerCase() === "content-type" ? [] : [[name.toLowerCase(), { name, object: resolve(header) }]],
    ),
  );
}
