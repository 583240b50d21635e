import { isDeepStrictEqual } from "node:util";
import { type Choices, type Document, listOf, membersOf, nodesIn } from "@sinch-fetch/description";
import { compareRequests, compareResponses } from "./compare-messages.ts";
import { compareParameters } from "./compare-parameters.ts";
import { compareSecurity } from "./compare-security.ts";
import { type Comparing, comparing } from "./comparing.ts";
import { type Addressed, addressed, pairOperations } from "./pair-operations.ts";
import { type Either, presenceOf } from "./side-by-side.ts";

/** What a policy decides of a comparison. */
export interface Manner {
  readonly choices: Choices;
  /** Names operations in places, beside all those of the description after. */
  naming(after: readonly Addressed[]): (...pair: Either<Addressed>) => string;
  /** Compares the callbacks: which of them belong together is another question within one description than beside it. */
  compareCallbacks(comparing: Comparing): void;
}

/**
 * Walks two descriptions in step, from the operations and callbacks downward, and gathers everything that differs.
 *
 * Order, comments and the files that schemas stand in do not count.
 *
 * @throws {BrokenDescription} A reference leads nowhere, or out of its document.
 */
export function compareDescriptions(before: Document, after: Document, manner: Manner): Comparing {
  const all = comparing(before, after, manner.choices);
  const operations = addressed(after);
  const nameOf = manner.naming(operations);
  for (const pair of pairOperations(addressed(before), operations, manner.choices === "apart")) {
    compareOperations(pair, nameOf(...pair), all);
  }
  manner.compareCallbacks(all);
  const servers = { before: listOf(before.root.servers), after: listOf(after.root.servers) };
  if (!isDeepStrictEqual(servers.before, servers.after)) all.add({ path: "servers" }, { what: "servers", ...servers });
  for (const [path, item] of nodesIn(after.root.paths)) {
    const known = membersOf(membersOf(before.root.paths)[path]);
    if (Object.keys(known).length > 0) all.addMembers("path", known, item, { path: `paths · ${path}` });
  }
  all.addMembers("description", before.root, after.root, {});
  return all;
}

function compareOperations([before, after]: Either<Addressed>, operation: string, all: Comparing): void {
  const place = { operation, path: "operation" };
  if (!before || !after) {
    all.add(place, { what: "operation", ...presenceOf(before, after) });
    return;
  }
  if (before.method !== after.method || before.path !== after.path) all.add(place, { what: "address", before, after });
  all.addDeprecated(before.object, after.object, place);
  all.addMembers("operation", before.object, after.object, { operation });
  compareSecurity(before, after, operation, all);
  compareParameters(before, after, operation, all);
  compareRequests(before, after, operation, all);
  compareResponses(before, after, operation, all);
}
