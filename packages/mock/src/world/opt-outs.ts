import { notify } from "./callbacks.ts";
import type { Address } from "./channels.ts";
import type { ConsentRecord, Mode } from "./data.ts";
import { keyOf, putConsent } from "./store.ts";
import type { World } from "./world.ts";

/** Words that opt out, and in again, as a whole message. The vendor's are set up for each account; these are ours. */
const OUT = new Set(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"]);
const IN = new Set(["START", "UNSTOP"]);

/** The lists that a message of a kind meets, beside that of all. */
const LISTS: Readonly<Record<string, string>> = {
  CONTENT_MARKETING: "OPT_OUT_MARKETING",
  CONTENT_NOTIFICATION: "OPT_OUT_NOTIFICATION",
};

/** Whose choice it is. */
export interface OptOut {
  readonly projectId: string;
  readonly appId: string;
  readonly address: Address;
  readonly contactId: string;
  readonly mode: Mode;
}

/** Which way a text opts: `true` for out, `false` for in again, `undefined` for neither. */
export function choiceIn(text: string): boolean | undefined {
  const word = text.trim().toUpperCase();
  return OUT.has(word) ? true : IN.has(word) ? false : undefined;
}

/** Returns whether an address opted out of an app's messages of a kind. */
export function isOptedOut(
  { store }: World,
  projectId: string,
  appId: string,
  identity: string,
  contentType = "CONTENT_UNKNOWN",
): boolean {
  const lists = store.index.optOuts.get(keyOf(projectId, appId, identity));
  return lists !== undefined && (lists.has("OPT_OUT_ALL") || lists.has(LISTS[contentType] ?? ""));
}

/** Puts an address on the list of those who want no message, or takes it off all lists; webhooks hear of it. */
export function setOptOut(world: World, { projectId, appId, address, contactId, mode }: OptOut, isOut: boolean): void {
  const lists = isOut
    ? ["OPT_OUT_ALL"]
    : (world.store.index.optOuts.get(keyOf(projectId, appId, address.identity)) ?? []);
  for (const list of [...lists]) {
    const record = {
      projectId,
      appId,
      identity: address.identity,
      list,
      origin: "ORIGIN_MO",
      atMs: world.nowMs(),
    } as const;
    putConsent(world.store, {
      ...record,
      operation: isOut ? "OPERATION_INSERT" : "OPERATION_DELETE",
    } satisfies ConsentRecord);
  }
  notify(world, {
    trigger: isOut ? "OPT_OUT" : "OPT_IN",
    projectId,
    appId,
    subject: address.identity,
    payload: () => ({
      request_id: world.random.id(world.nowMs()),
      contact_id: contactId,
      channel: address.channel,
      identity: address.identity,
      status: isOut ? "OPT_OUT_SUCCEEDED" : "OPT_IN_SUCCEEDED",
      processing_mode: mode,
    }),
  });
}
