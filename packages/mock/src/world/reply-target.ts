import { usedApp } from "./apps.ts";
import { type Address, stored } from "./channels.ts";
import type { App } from "./data.ts";
import { WorldProblem } from "./problem.ts";
import { keyOf, type PersonRecord } from "./store.ts";
import type { World } from "./world.ts";

/** Which app a contact means, where more than one may be. */
export interface AppChoice {
  readonly projectId?: string | undefined;
  readonly appId?: string | undefined;
}

/**
 * The app that a contact writes to: the one that is named, the only one that has written to the address, or the only one
 * that there is.
 *
 * @throws {WorldProblem} There is none, or more than one; says what to give.
 */
export function appFor(world: World, from: Address, { projectId, appId }: AppChoice): App {
  if (projectId !== undefined && appId !== undefined) return usedApp(world, projectId, appId);
  const isMeant = (one: { readonly projectId: string; readonly appId: string }) =>
    (projectId === undefined || one.projectId === projectId) && (appId === undefined || one.appId === appId);
  const address = stored(from);
  const writers = [...world.store.index.people.values()].filter((one) => isMeant(one) && hasAddress(one, address));
  const all = [...world.store.apps.values()].filter((app) => isMeant({ projectId: app.projectId, appId: app.id }));
  const keys =
    writers.length > 0
      ? writers.map((one) => keyOf(one.projectId, one.appId))
      : all.map((app) => keyOf(app.projectId, app.id));
  const [key, another] = new Set(keys);
  const app = world.store.apps.get(key ?? "");
  const whom = `${address.channel} ${address.identity}`;
  if (app === undefined) throw new WorldProblem(404, `no app has written to ${whom}: give project and app`);
  if (another !== undefined) {
    throw new WorldProblem(400, `more than one app may be meant by ${whom}: give project and app`);
  }
  return app;
}

function hasAddress({ addresses }: PersonRecord, { channel, identity }: Address): boolean {
  return addresses.has(`${channel}:${identity}`);
}
