import { type Document, documentOf } from "@sinch-fetch/description";
import { callbacksOf } from "./list-callbacks.ts";

/**
 * Gives the vendor's description the callbacks of an earlier one, if it describes none.
 *
 * The vendor publishes the bodies of callbacks as schemas that no operation names; the structure that is kept here adds
 * the operation. Without it, no change of a callback would be seen, and what is accepted about callbacks would fit nothing.
 *
 * @param name The file name of `now`.
 */
export function withKeptCallbacks(now: Document, name: string, earlier: Document): Document {
  const webhooks = earlier.root["x-webhooks"];
  if (webhooks === undefined || callbacksOf(now).length > 0) return now;
  return documentOf({ ...now.root, "x-webhooks": webhooks }, name);
}
