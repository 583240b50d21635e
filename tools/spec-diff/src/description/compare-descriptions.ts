import { isDeepStrictEqual } from "node:util";
import { clientView, type Description, operationsOf, projectPrefix } from "@sinch-fetch/description";
import type { JudgedChange } from "../change.ts";
import { schemaWalk } from "../schema/walk.ts";
import { changeList } from "./change-list.ts";
import { compareCallbacks } from "./compare-callbacks.ts";
import { compareOperations } from "./compare-operations.ts";
import { compareSchemeTexts } from "./compare-security.ts";
import { compareServers } from "./compare-servers.ts";
import { compareTypeNames } from "./compare-type-names.ts";
import type { Comparing } from "./comparing.ts";
import { originsOf } from "./origins.ts";

const READ = new Set(["paths", "webhooks", "components", "servers", "security", "tags"]);

/**
 * Everything that differs between two bundled descriptions and matters to somebody, judged.
 *
 * Order, comments and the files that schemas stand in do not count. Schemas are compared from the operations downward,
 * by who writes the value, and each edit is told once, with the first operation that it reaches.
 */
export function compareDescriptions(before: Description, after: Description): JudgedChange[] {
  const [prefixBefore, prefixAfter] = [projectPrefix(before), projectPrefix(after)];
  const was = prefixBefore === undefined ? before : clientView(before, prefixBefore);
  const is = prefixAfter === undefined ? after : clientView(after, prefixAfter);
  const changes = changeList(originsOf(was), originsOf(is));
  const comparing: Comparing = { changes, descriptions: [was, is], walk: schemaWalk(was, is) };
  if (prefixBefore !== prefixAfter) {
    changes.add("prefixChanged", { path: "paths" }, `prefix ${prefixBefore ?? "none"} is now ${prefixAfter ?? "none"}`);
  }
  compareOperations(operationsOf(was), operationsOf(is), comparing);
  compareCallbacks(was, is, comparing);
  compareServers(was, is, comparing);
  if (prefixAfter !== undefined) compareTypeNames(was, is, comparing);
  compareSchemeTexts(comparing);
  comparePathTexts(was, is, comparing);
  compareMembers(was, is, comparing);
  return changes.list();
}

/** Compares what paths say beside their operations and parameters. */
function comparePathTexts(before: Description, after: Description, { changes }: Comparing): void {
  for (const [path, is] of Object.entries(after.paths)) {
    const was = before.paths[path] ?? {};
    for (const member of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const isText = ["summary", "description"].includes(member) || member.startsWith("x-");
      if (!(isText || member === "servers") || isDeepStrictEqual(was[member], is[member])) continue;
      changes.add(isText ? "texts" : "other", { path: `paths · ${path}` }, `${member} changed`);
    }
  }
}

function compareMembers(before: Description, after: Description, { changes }: Comparing): void {
  const [was, is]: [Record<string, unknown>, Record<string, unknown>] = [{ ...before }, { ...after }];
  for (const member of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (READ.has(member) || isDeepStrictEqual(was[member], is[member])) continue;
    changes.add("texts", { path: member }, `${member} changed`);
  }
  if (!isDeepStrictEqual(byName(before.tags), byName(after.tags))) {
    changes.add("texts", { path: "tags" }, "texts of tags changed");
  }
}

/** Tags by name: their order says nothing. */
function byName(tags: Description["tags"] = []): Map<string, unknown> {
  return new Map(tags.map((tag) => [tag.name, tag]));
}
