import { type CallbackPayloads, triggers } from "../callbacks.gen.ts";
import { CallbackError } from "./callback-error.ts";
import { checkRawBody, type RawBody } from "./raw-body.ts";

type KnownEvents = { [Trigger in keyof CallbackPayloads]: { readonly trigger: Trigger } & CallbackPayloads[Trigger] };

/** The callback events, by trigger. */
export interface CallbackEvents extends KnownEvents {
  /** Something that this version of the package does not know, such as a new trigger. */
  UNKNOWN: { readonly trigger: "UNKNOWN"; readonly payload: unknown };
}

/** The trigger of a callback, or `"UNKNOWN"`. */
export type CallbackTrigger = keyof CallbackEvents;

/**
 * A callback, which `trigger` narrows. It also has the members of the body, or, with `"UNKNOWN"`, the whole body as
 * `payload`. `CallbackEvent<"OPT_OUT">` is the event of one trigger.
 */
export type CallbackEvent<Trigger extends CallbackTrigger = CallbackTrigger> = CallbackEvents[Trigger];

/**
 * Parses the body of a callback and determines its trigger, by the property that only its payload has.
 *
 * It checks nothing else: neither the signature (use `verifyCallback()`) nor the members of the payload. A JSON body
 * that is not a known callback has the trigger `"UNKNOWN"`.
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
