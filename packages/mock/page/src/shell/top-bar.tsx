import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Connection, onConnection } from "../core/live.ts";
import { hrefOf, VIEWS, type View } from "../core/route.ts";
import { useWorld } from "../core/world.ts";
import { Icon } from "../ui/icon.tsx";
import { ClockMenu } from "./clock-menu.tsx";
import { ThemeButton } from "./theme-button.tsx";

const LABELS: Readonly<Record<View, string>> = {
  people: "People",
  batches: "Batches",
  traffic: "Traffic",
  faults: "Faults",
};

/** The bar at the top: the views, whether the page is live, the clock and the colours. */
export function TopBar({ view }: { view: View }): JSX.Element {
  const faults = useWorld()?.counts.faults ?? 0;
  return (
    <header class="top">
      <h1>
        <img src="/assets/icon.svg" alt="" width="24" height="24" />
        <span>Local Sinch</span>
      </h1>
      <nav aria-label="Views">
        {VIEWS.map((one) => (
          <a href={hrefOf({ view: one, path: [] })} aria-current={one === view ? "page" : undefined}>
            <Icon name={one} />
            <span class="label">{LABELS[one]}</span>
            {one === "faults" && faults > 0 && <span class="badge">{faults}</span>}
          </a>
        ))}
      </nav>
      <ConnectionMark />
      <ClockMenu />
      <ThemeButton />
    </header>
  );
}

function ConnectionMark(): JSX.Element {
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => onConnection(setConnection), []);
  const words = { connecting: "Connecting", live: "Live", lost: "Lost, trying again" }[connection];
  return (
    <span class="connection" data-state={connection} role="status">
      <span class="label">{words}</span>
    </span>
  );
}
