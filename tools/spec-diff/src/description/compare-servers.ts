import { isDeepStrictEqual } from "node:util";
import type { Description } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";

const PLACE = { path: "servers" };

/** Compares the hosts of the first server, which clients talk to, by region. */
export function compareServers(before: Description, after: Description, { changes }: Comparing): void {
  const [was, is] = [hostsOf(before), hostsOf(after)];
  for (const region of is.hosts.keys()) {
    if (!was.hosts.has(region)) changes.add("regionAdded", { path: `servers · ${region}` }, `region ${region} added`);
  }
  for (const region of was.hosts.keys()) {
    if (is.hosts.has(region)) continue;
    changes.add("regionRemoved", { path: `servers · ${region}` }, `region ${region} removed`);
  }
  const moved = [...was.hosts].filter(([region, host]) => (is.hosts.get(region) ?? host) !== host);
  if (moved.length > 0) {
    const [from, to] = [moved.map(([, host]) => host), moved.map(([region]) => is.hosts.get(region))];
    changes.add("host", PLACE, `hosts ${from.join(", ")} are now ${to.join(", ")}`);
  }
  if (was.first !== is.first) changes.add("defaultRegion", PLACE, `default region ${was.first} is now ${is.first}`);
  if (isDeepStrictEqual(was.hosts, is.hosts) && !isDeepStrictEqual(textsOf(before), textsOf(after))) {
    changes.add("texts", PLACE, "texts or further servers changed");
  }
}

/** The URL of each region; of the one host, where there are no regions. */
function hostsOf({ servers: [server] = [] }: Description): { hosts: Map<string, string>; first: string | undefined } {
  if (!server) return { hosts: new Map(), first: undefined };
  const { url, variables = {} } = server;
  const { region } = variables;
  const filled = Object.entries(variables)
    .filter(([name]) => name !== "region")
    .reduce((text, [name, variable]) => text.replaceAll(`{${name}}`, variable.default), url);
  const regions = region?.enum ?? (region ? [region.default] : []);
  if (regions.length === 0) return { hosts: new Map([["all", filled]]), first: undefined };
  return { hosts: new Map(regions.map((name) => [name, filled.replaceAll("{region}", name)])), first: region?.default };
}

/** What the servers say beside regions, in their order. */
function textsOf({ servers = [] }: Description): unknown {
  return servers.map(({ variables = {}, ...server }) => ({
    ...server,
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, { enum: _, default: __, ...texts }]) => [name, texts]),
    ),
  }));
}
