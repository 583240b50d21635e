import type { JSX } from "preact";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { hrefOf, type Route } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { CallbackList } from "./callback-list.tsx";
import { RequestList } from "./request-list.tsx";

const LIMIT = 200;

const TABS = [
  ["requests", "Requests"],
  ["callbacks", "Callbacks"],
] as const;

/** What came in and what went out: requests and callbacks, newest first. */
export function TrafficView({ route }: { route: Route }): JSX.Element {
  const tab = route.path[0] === "callbacks" ? "callbacks" : "requests";
  return (
    <div class="sheet">
      <nav class="tabs" aria-label="Traffic">
        {TABS.map(([one, label]) => (
          <a href={hrefOf({ view: "traffic", path: [one] })} aria-current={one === tab ? "true" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {tab === "callbacks" ? <Callbacks /> : <Requests />}
    </div>
  );
}

function Requests(): JSX.Element {
  const { value = [] } = useLive(
    "requests",
    async () => (await dataOf(api.GET("/api/requests", { params: { query: { limit: LIMIT } } }))).requests,
    (list, { requests = [] }) => withNew(list, requests),
  );
  return <RequestList requests={value} />;
}

function Callbacks(): JSX.Element {
  const { value = [] } = useLive(
    "callbacks",
    async () => (await dataOf(api.GET("/api/callbacks", { params: { query: { limit: LIMIT } } }))).callbacks,
    (list, { callbacks = [] }) => withNew(list, callbacks),
  );
  return <CallbackList callbacks={value} />;
}

/** Puts new ones first, and lets the oldest go. */
function withNew<T extends { readonly id: string }>(list: T[], changed: readonly T[]): T[] {
  return changed.length === 0 ? list : merged(list, changed, "newest-first").slice(0, LIMIT);
}
