import { type CallbackPayloads, triggers } from "../callbacks.gen.ts";
import { CallbackError } from "./callback-error.ts";
import { checkRawBody, type RawBody } from "./raw-body.ts";

type KnownEvents = { [Trigger in keyof CallbackPayloads]: { readonly trigger: Trigger } & CallbackPayloads[Trigger] };

/** What a callback can be, by its trigger. */
export interface CallbackEvents extends KnownEvents {
  /** Something that this version of the package does not know, such as a trigger that is new. */
  UNKNOWN: { readonly trigger: "UNKNOWN"; readonly payload: unknown };
}

/** The trigger of a callback, or `"UNKNOWN"`. */
export type CallbackTrigger = keyof CallbackEvents;

/**
 * A callback, to be narrowed by its `trigger`: beside that, the members of its body; with `"UNKNOWN"`, the whole body
 * as `payload`. `CallbackEvent<"OPT_OUT">` is one of them.
 */
export type CallbackEvent<Trigger extends CallbackTrigger = CallbackTrigger> = CallbackEvents[Trigger];

/**
 * Reads the body of a callback and finds out what triggered it, by the property that only its payload has.
 *
 * Nothing else is checked: neither the signature, which is for `verifyCallback()`, nor the members of the payload. A body
 * that is JSON but no callback that this version knows has the trigger `"UNKNOWN"`.
 *
 * @throws {CallbackError} The body is not JSON; `reason` is `"malformed-body"`.
 * @throws {TypeError} `rawBody` is neither text nor bytes.
 */
export function parseCallback(rawBody: RawBody): CallbackEvent {
  checkRawBody("parseCallback", rawBody);
  const body = parse(rawBody);
  // The name of the property is not enough: another kind of body could have a text called `message`.
  const found = isObject(body) ? Object.keys(triggers).filter((property) => isObject(body[property])) : [];
  const trigger = found.length === 1 ? triggers[found[0] as string] : undefined;
  return (trigger ? { ...(body as object), trigger } : { trigger: "UNKNOWN", payload: body }) as CallbackEvent;
}

function parse(rawBody: RawBody): unknown {
  try {
    const text =
      typeof rawBody === "string"
        ? rawBody
        : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(rawBody);
    // One byte order mark is dropped here, from text and bytes alike.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // The platform's error is left out, since it quotes the body.
    throw new CallbackError("malformed-body", "the body of the callback is not JSON");
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
