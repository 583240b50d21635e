import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { hrefOf, type Route } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { CallbackList } from "./callback-list.tsx";
import { RequestList } from "./request-list.tsx";

const LIMIT = 200;
/** A request that was refused changes nothing, so no event says that it came. */
const LOOK_AGAIN_MS = 3000;

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
  const { value = [], reload } = useLive(
    "requests",
    async () => (await dataOf(api.GET("/api/requests", { params: { query: { limit: LIMIT } } }))).requests,
    () => "reload",
  );
  useEffect(() => {
    const timer = setInterval(reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return <RequestList requests={value} />;
}

function Callbacks(): JSX.Element {
  const { value = [] } = useLive(
    "callbacks",
    async () => (await dataOf(api.GET("/api/callbacks", { params: { query: { limit: LIMIT } } }))).callbacks,
    (list, { callbacks = [] }) => (callbacks.length === 0 ? list : merged(list, callbacks, "newest-first")),
  );
  return <CallbackList callbacks={value} />;
}
