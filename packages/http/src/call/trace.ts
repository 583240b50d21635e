import type { Outcome } from "../errors/outcome.ts";

/** The members of every message on the channels `tracing:sinch-fetch:…`. */
export interface Trace {
  /** Set when the work failed. */
  error?: unknown;
  /**
   * Set by a subscriber to `start` that wants to run the work, and everything that it starts, inside something such as
   * an active span. It is called with the work and returns what the work returns.
   */
  around?: (<Result>(work: () => Result) => Result) | undefined;
}

/**
 * One call of a client, from its checks to its result, as published on Node.js's diagnostics channels
 * `tracing:sinch-fetch:call:start`, `…:asyncEnd` and `…:error`.
 *
 * It contains no secrets and no personal data: the URL is the description's template, with `{message_id}` instead of an
 * id.
 *
 * @see https://nodejs.org/api/diagnostics_channel.html#tracingchannel-channels
 */
export interface CallTrace extends Trace {
  /** The description's `operationId`; `undefined` for a path that the description does not have. */
  readonly operation: string | undefined;
  /** HTTP method, such as `"POST"`. */
  readonly method: string;
  /** The server's URL and the description's path, as a template. */
  readonly url: string;
  /** HTTP status of the response; set at the end, if there was one. */
  status?: number | undefined;
  /** How many attempts were made; set at the end, if there was a response. An `error` has its own. */
  attempts?: number | undefined;
  /** Whether the server can have acted; set at the end, for a response with an error status. An `error` has its own. */
  outcome?: Outcome | undefined;
}

/** The part of a `TracingChannel` of Node.js that is used here. */
interface TracingChannel {
  readonly hasSubscribers?: boolean;
  tracePromise(work: () => Promise<void>, message: object): Promise<void>;
}

interface DiagnosticsChannel {
  tracingChannel?(name: string): TracingChannel;
}

/** Does work and shows it to those who listen, by the message that `describe` makes. */
export type Traced<Message> = <Result>(
  describe: () => Message,
  work: (message?: Message) => Promise<Result>,
) => Promise<Result>;

/**
 * Makes the function that does work under the eyes of a diagnostics channel: `tracing:sinch-fetch:<name>:…`. It does the
 * work alone while nobody listens, and where the platform has no such channels.
 *
 * @param name What is done, such as `"call"`.
 */
export function tracedAs<Message extends Trace>(name: string): Traced<Message> {
  // Asked of the running platform, so that no bundler has to know a module of Node.js.
  const { process } = globalThis as { process?: { getBuiltinModule?(id: string): DiagnosticsChannel | undefined } };
  const channel = process?.getBuiltinModule?.("node:diagnostics_channel")?.tracingChannel?.(`sinch-fetch:${name}`);
  return async (describe, work) => {
    if (!channel?.hasSubscribers) return work();
    const message = describe();
    let result: Awaited<ReturnType<typeof work>> | undefined;
    await channel.tracePromise(async () => {
      // Kept from the message, which holds no body.
      const act = async (): Promise<void> => {
        result = await work(message);
      };
      await (message.around ? message.around(act) : act());
    }, message);
    return result as Awaited<ReturnType<typeof work>>;
  };
}
