import { isDeepStrictEqual } from "node:util";
import type { Body, LocatedOperation, Schema } from "@sinch-fetch/description";
import { compareContent } from "./compare-bodies.ts";
import type { Comparing } from "./comparing.ts";

const READ = new Set(["$ref", "description", "content", "headers"]);

/** Compares the answers of an operation, status by status. */
export function compareAnswers(
  before: LocatedOperation,
  after: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const { changes } = comparing;
  for (const status of new Set([...Object.keys(before.responses), ...Object.keys(after.responses)])) {
    const place = { operation, path: `answer ${status}` };
    const [was, is] = [before.responses[status], after.responses[status]];
    if (!is) changes.add("answerRemoved", place, "answer removed", was, "readers");
    else if (!was) addAnswer(status, is, before, operation, comparing);
    else if (!hasContent(was) && hasContent(is)) addBody(status, is, before, operation, comparing);
    else if (hasContent(was) && !hasContent(is)) changes.add("answerBodyRemoved", place, "body removed", is, "readers");
    else {
      compareContent(was, is, "answer", place, comparing);
      compareHeaders(was, is, operation, status, comparing);
    }
  }
}

function addAnswer(
  status: string,
  answer: Body,
  before: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const place = { operation, path: `answer ${status}` };
  if (isKnown(status, answer, before, comparing)) comparing.changes.add("answerAdded", place, "answer added", answer);
  else comparing.changes.add("otherAnswerAdded", place, "answer with a body of another type added", answer, "readers");
}

function addBody(
  status: string,
  answer: Body,
  before: LocatedOperation,
  operation: string,
  comparing: Comparing,
): void {
  const place = { operation, path: `answer ${status}` };
  if (isKnown(status, answer, before, comparing)) comparing.changes.add("answerBodyAdded", place, "body added", answer);
  else comparing.changes.add("otherAnswerAdded", place, "body of another type added", answer, "readers");
}

/** Whether who reads the answers of its kind has met such a body before. */
function isKnown(status: string, answer: Body, { responses }: LocatedOperation, { walk }: Comparing): boolean {
  const others = Object.entries(responses).filter(([other]) => isSuccess(other) === isSuccess(status));
  const known = others.flatMap(([, other]) => schemasOf(other));
  // Success without a body reads as nothing: a body, or none, is new to it unless it is the only answer of its kind.
  if (!hasContent(answer)) return !isSuccess(status) || others.every(([, other]) => !hasContent(other));
  return (
    known.length === 0 || schemasOf(answer).every((schema) => known.some((other) => walk.sameMeaning(other, schema)))
  );
}

function isSuccess(status: string): boolean {
  return status.startsWith("2");
}

function hasContent({ content = {} }: Body): boolean {
  return Object.keys(content).length > 0;
}

function schemasOf({ content = {} }: Body): Schema[] {
  return Object.values(content).map(({ schema = {} }) => schema);
}

function compareHeaders(before: Body, after: Body, operation: string, status: string, { changes }: Comparing): void {
  const place = { operation, path: `answer ${status}` };
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = new Set([...Object.keys(was.headers ?? {}), ...Object.keys(is.headers ?? {})]);
  for (const name of names) {
    const [headerBefore, headerAfter] = [was.headers?.[name], is.headers?.[name]];
    if (headerBefore === undefined) changes.add("headerAdded", place, `header ${name} added`, after);
    else if (headerAfter === undefined) changes.add("headerRemoved", place, `header ${name} removed`, after, "readers");
    else if (!isDeepStrictEqual(withoutText(headerBefore), withoutText(headerAfter))) {
      changes.add("headerRemoved", place, `header ${name} changed`, after, "readers");
    } else if (!isDeepStrictEqual(headerBefore, headerAfter))
      changes.add("texts", place, `header ${name}: text changed`, after);
  }
  for (const member of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (READ.has(member) || isDeepStrictEqual(was[member], is[member])) continue;
    changes.add("texts", place, `${member} changed`, after);
  }
}

type Members = Record<string, unknown> & { headers?: Record<string, unknown> };

function membersOf(answer: Body): Members {
  return { ...answer };
}

function withoutText(header: unknown): unknown {
  if (typeof header !== "object" || header === null) return header;
  const { description: _, example: __, ...rest } = header as Record<string, unknown>;
  return rest;
}
