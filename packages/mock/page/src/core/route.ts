import { useEffect, useState } from "preact/hooks";

/** The views of the page. */
export const VIEWS = ["people", "batches", "traffic", "faults"] as const;

/** One of the views. */
export type View = (typeof VIEWS)[number];

/** What the page shows, as its address holds it. */
export interface Route {
  readonly view: View;
  /** Project, app and person, or the id of a batch. */
  readonly path: readonly string[];
  /** The channel whose messages are shown. */
  readonly channel?: string | undefined;
  /** The channel as which they are shown, if not their own. */
  readonly as?: string | undefined;
  /** The message that is looked into. */
  readonly message?: string | undefined;
}

/** Reads what an address says after its `#`. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split("?");
  const [view, ...rest] = path.split("/").map(decoded);
  const named = new URLSearchParams(query);
  return {
    view: VIEWS.find((one) => one === view) ?? "people",
    path: rest.filter((part) => part !== ""),
    channel: named.get("channel") ?? undefined,
    as: named.get("as") ?? undefined,
    message: named.get("message") ?? undefined,
  };
}

/** Writes the address of what is to be shown. */
export function hrefOf({ view, path, channel, as, message }: Route): string {
  const query = new URLSearchParams(
    Object.entries({ channel, as, message }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString();
  return `#/${[view, ...path].map(encodeURIComponent).join("/")}${query === "" ? "" : `?${query}`}`;
}

/** Goes to what is to be shown. */
export function go(route: Route): void {
  globalThis.location.hash = hrefOf(route);
}

/** What is to be shown now. */
export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(globalThis.location.hash));
  useEffect(() => {
    const listener = (): void => setRoute(parseRoute(globalThis.location.hash));
    globalThis.addEventListener("hashchange", listener);
    return () => globalThis.removeEventListener("hashchange", listener);
  }, []);
  return route;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
