import type { Operation } from "../description/operation.ts";
import type { Violation } from "../exchange/violation.ts";
import { forKindsOf } from "./kind-schema.ts";
import type { IPrismDiagnostic } from "./prism.ts";
import { corrected, type UnknownMember, unknownMembers, unknownViolation } from "./unknown-members.ts";

/** What is wrong with a request, in as few words as say it. */
export interface Reworded {
  readonly findings: readonly IPrismDiagnostic[];
  /** The members that the description does not have; nothing else is said about them. */
  readonly unknown: readonly Violation[];
}

/** A misspelt member may hold another one; further down, the next request says so. */
const MAX_ROUNDS = 3;

/**
 * Says anew what is wrong with a body. Where a union refuses a value, Prism lists the faults of all alternatives, and where
 * a member is misspelt, all that is missing without it. Here the kinds that are there are looked at alone, and a
 * misspelt member is taken for the one that was meant.
 *
 * @param first What Prism found.
 * @param find Asks Prism about another body and another operation.
 */
export async function reworded(
  first: readonly IPrismDiagnostic[],
  body: unknown,
  operation: Operation,
  find: (body: unknown, operation: Operation) => Promise<readonly IPrismDiagnostic[]>,
): Promise<Reworded> {
  const schema = operation.request?.body?.contents?.[0]?.schema;
  const unknown: UnknownMember[] = [];
  let [findings, meant] = [first, body];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (findings.some(({ code }) => code === 401)) break;
    const found = unknownMembers(findings, schema, meant);
    const isUnion = round === 0 && findings.some(({ code }) => code === "oneOf" || code === "anyOf");
    if (found.length === 0 && !isUnion) break;
    unknown.push(...found);
    meant = corrected(meant, found);
    const anew = await find(meant, forKindsOf(meant, operation));
    // A rewording takes no refusal back.
    if (anew.length > 0 || unknown.length > 0) findings = anew;
  }
  return { findings, unknown: unknown.map(unknownViolation) };
}
