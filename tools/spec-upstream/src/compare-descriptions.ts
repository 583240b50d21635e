import type { Document } from "@sinch-fetch/description";
import { compareCallbacks } from "./callback/compare-callbacks.ts";
import { type Difference, inOrder } from "./difference.ts";
import { compareOperations } from "./operation/compare-operations.ts";
import { describesSecurity } from "./operation/compare-security.ts";
import { compareServers } from "./operation/compare-servers.ts";
import { comparing } from "./operation/comparing.ts";
import { schemaWalk } from "./schema/schema-walk.ts";

/**
 * Everything in which a description of the vendor's differs from ours, in a stable order.
 *
 * @param ours The bundled description.
 * @throws {UnusableInput} A reference leads nowhere, or out of its document.
 */
export function compareDescriptions(ours: Document, theirs: Document): Difference[] {
  const all = comparing(ours, theirs, schemaWalk(ours, theirs));
  compareServers(all);
  if (!describesSecurity(theirs) && describesSecurity(ours)) all.addOne(true, { path: "security" });
  compareOperations(all);
  compareCallbacks(all);
  return inOrder(all.found);
}
