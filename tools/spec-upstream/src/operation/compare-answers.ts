import type { Document } from "@sinch-fetch/description";
import { membersOf, type Node, nodesIn, shown } from "@sinch-fetch/description";
import { compareContent, hasContent, isDescribed } from "./compare-bodies.ts";
import type { Comparing } from "./comparing.ts";
import type { Operation } from "./operations.ts";

/** Compares the answers of an operation, status by status. */
export function compareAnswers(ours: Operation, theirs: Operation, operation: string, comparing: Comparing): void {
  const [here, upstream] = [answersOf(ours, comparing.ours), answersOf(theirs, comparing.theirs)];
  for (const status of new Set([...here.keys(), ...upstream.keys()])) {
    const place = { operation, path: `answer ${shown(status)}` };
    const [a, b] = [here.get(status), upstream.get(status)];
    if (!a || !b) comparing.addOne(a !== undefined, place);
    else {
      if (hasContent(a) && hasContent(b)) compareContent(a, b, "answer", place, comparing);
      else if (isDescribed(a) || isDescribed(b)) comparing.addOne(isDescribed(a), place, "body");
      compareHeaders(a, b, place, comparing);
    }
  }
}

function answersOf({ object }: Operation, document: Document): Map<string, Node> {
  return new Map(
    nodesIn(object.responses).map(([status, answer]) => [status.replace(/x/gi, "X"), document.resolve(answer)]),
  );
}

function compareHeaders(ours: Node, theirs: Node, at: { operation: string; path: string }, comparing: Comparing): void {
  const { walk } = comparing;
  const [here, upstream] = [headersOf(ours, comparing.ours), headersOf(theirs, comparing.theirs)];
  for (const name of new Set([...here.keys(), ...upstream.keys()])) {
    const place = { ...at, path: `${at.path} · header ${shown(name)}` };
    const [a, b] = [here.get(name), upstream.get(name)];
    if (!a || !b) comparing.addOne(a !== undefined, place);
    else {
      const schemas = [membersOf(a.schema), membersOf(b.schema)] as const;
      comparing.addSchemas(walk.ours.read(schemas[0]), walk.theirs.read(schemas[1]), "answer", place);
    }
  }
}

function headersOf({ headers }: Node, document: Document): Map<string, Node> {
  return new Map(
    nodesIn(headers).flatMap(([name, header]): [string, Node][] =>
      name.toLowerCase() === "content-type" ? [] : [[name.toLowerCase(), document.resolve(header)]],
    ),
  );
}
