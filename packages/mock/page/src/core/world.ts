import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Clock, WorldState } from "../../../src/schemas.gen.ts";

/** The state of the local Sinch, for every part of the page; `undefined` until it came. */
export const WorldContext = createContext<WorldState | undefined>(undefined);

/** Returns the state of the local Sinch. */
export function useWorld(): WorldState | undefined {
  return useContext(WorldContext);
}

/** Returns the base URLs of the APIs by name; none until they came. */
export function useUrls(): WorldState["urls"] {
  return useWorld()?.urls ?? {};
}

/** Returns what an app is called. */
export function appName(world: WorldState | undefined, projectId: string, appId: string): string {
  const app = world?.apps.find((one) => one.project_id === projectId && one.app_id === appId);
  return app?.display_name || appId;
}

/** Returns the time of a clock: one that runs is followed from second to second. */
export function useNow(clock: Clock | undefined): Date | undefined {
  const [now, setNow] = useState<number | undefined>();
  useEffect(() => {
    if (clock === undefined) return;
    const start = Date.parse(clock.now);
    const begun = performance.now();
    setNow(start);
    if (clock.mode !== "real") return;
    const timer = setInterval(() => setNow(start + performance.now() - begun), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now === undefined ? undefined : new Date(now);
}
