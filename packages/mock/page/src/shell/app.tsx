import type { JSX } from "preact";
import { BatchesView } from "../batches/batches-view.tsx";
import { api, dataOf } from "../core/api.ts";
import { type Route, useRoute } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { WorldContext } from "../core/world.ts";
import { FaultsView } from "../faults/faults-view.tsx";
import { PeopleView } from "../people/people-view.tsx";
import { TrafficView } from "../traffic/traffic-view.tsx";
import { TopBar } from "./top-bar.tsx";

/** The page: a bar with what is always at hand, and one of the views. */
export function App(): JSX.Element {
  const route = useRoute();
  const { value: world } = useLive(
    "state",
    () => dataOf(api.GET("/api/state")),
    (state, event) => (event.type === "clock" && event.clock ? { ...state, clock: event.clock } : "reload"),
  );
  return (
    <WorldContext.Provider value={world}>
      <TopBar view={route.view} />
      <main>
        <CurrentView route={route} />
      </main>
    </WorldContext.Provider>
  );
}

function CurrentView({ route }: { route: Route }): JSX.Element {
  if (route.view === "batches") return <BatchesView route={route} />;
  if (route.view === "traffic") return <TrafficView route={route} />;
  if (route.view === "faults") return <FaultsView />;
  return <PeopleView route={route} />;
}
