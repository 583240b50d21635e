import { Agent, type Dispatcher, getGlobalDispatcher } from "undici";
import { checkOptions, type OptionTable, wholeNumber } from "../options/check-options.ts";

/** Options of `undiciFetch()`. */
export interface UndiciFetchOptions {
  /**
   * Maximum number of open connections to one origin. Further requests wait for a free one. All clients that use this
   * `fetch` share them.
   *
   * Has no effect while you have set a global dispatcher (undici's `setGlobalDispatcher()`, or Node.js's
   * `NODE_USE_ENV_PROXY`): that one is used instead.
   *
   * @default 256
   */
  connections?: number | undefined;
  /**
   * Makes the connections, such as an `Agent` with its own limits or a `ProxyAgent`. It is always used, and cannot be
   * combined with `connections`.
   * @default a pool of `connections`
   */
  dispatcher?: Dispatcher | undefined;
}

const DEFAULT_CONNECTIONS = 256;
const table: OptionTable = {
  connections: wholeNumber(1),
  dispatcher: {
    expected: "a dispatcher of undici",
    test: (value) => typeof Object(value).dispatch === "function",
  },
};
/** Where undici 7 and Node.js before 26, and where undici 8, keep the global dispatcher. */
const GLOBALS = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map(Symbol.for);

const atImport = getGlobalDispatcher();
const known = new WeakMap<Dispatcher, boolean>();

/**
 * Chooses what makes the connections.
 *
 * @returns A function that gives the dispatcher for a request: the global one of the user can change at any time.
 * @throws {TypeError} An option is wrong; names it.
 */
export function dispatcherWith(options: UndiciFetchOptions): () => Dispatcher {
  checkOptions("undiciFetch", options, table);
  const { dispatcher, connections } = options;
  if (dispatcher && connections !== undefined) {
    throw new TypeError("undiciFetch: connections and dispatcher are both given, expected only one");
  }
  if (dispatcher) return () => dispatcher;
  let pool: Agent | undefined;
  return () => {
    const ofUser = globalOfUser();
    if (ofUser) return ofUser;
    pool ??= new Agent({ connections: connections ?? DEFAULT_CONNECTIONS });
    return pool;
  };
}

/** The global dispatcher, if somebody set it: with a limit, a proxy or a mock of the user's, no pool of ours would do. */
function globalOfUser(): Dispatcher | undefined {
  const globals: (Dispatcher | undefined)[] = GLOBALS.map((symbol) => Reflect.get(globalThis, symbol));
  return [getGlobalDispatcher(), ...globals].find((one) => one && !isDefault(one));
}

function isDefault(dispatcher: Dispatcher): boolean {
  if (!known.has(dispatcher)) known.set(dispatcher, looksDefault(dispatcher));
  return known.get(dispatcher) === true;
}

/**
 * Whether undici or Node.js made a dispatcher. Either may have been first, and the user before this module was loaded, so
 * that looks have to decide: an `Agent` without options, not composed with anything.
 */
function looksDefault(dispatcher: Dispatcher): boolean {
  const { name } = dispatcher.constructor;
  // What undici 8 leaves at the place of undici 7 shows what is at its own place.
  if (name === "Dispatcher1Wrapper") return true;
  if (dispatcher instanceof Agent ? dispatcher !== atImport : name !== "Agent") return false;
  if (dispatcher.dispatch !== Object.getPrototypeOf(dispatcher).dispatch) return false;
  return Object.getOwnPropertySymbols(dispatcher)
    .filter(({ description }) => description === "options")
    .flatMap((symbol) => Object.values(Reflect.get(dispatcher, symbol)))
    .every((value) => value === undefined || value === Number.POSITIVE_INFINITY);
}
