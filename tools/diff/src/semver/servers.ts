import { isDeepStrictEqual } from "node:util";
import { listOf, membersOf, textsOf } from "@sinch-fetch/description";
import type { DescriptionRuling } from "./rules.ts";

type Servers = readonly unknown[];

/** Judges how the hosts of the first server differ, which clients talk to, by region. */
export function judgeServers(before: Servers, after: Servers): DescriptionRuling[] {
  const [was, is] = [hostsOf(before), hostsOf(after)];
  const found: DescriptionRuling[] = [];
  for (const region of is.hosts.keys()) {
    if (!was.hosts.has(region)) found.push(["regionAdded", `region ${region} added`, `servers · ${region}`]);
  }
  for (const region of was.hosts.keys()) {
    if (!is.hosts.has(region)) found.push(["regionRemoved", `region ${region} removed`, `servers · ${region}`]);
  }
  const moved = [...was.hosts].filter(([region, host]) => (is.hosts.get(region) ?? host) !== host);
  if (moved.length > 0) {
    const [from, to] = [moved.map(([, host]) => host), moved.map(([region]) => is.hosts.get(region))];
    found.push(["host", `hosts ${from.join(", ")} are now ${to.join(", ")}`]);
  }
  if (was.first !== is.first) found.push(["defaultRegion", `default region ${was.first} is now ${is.first}`]);
  if (isDeepStrictEqual(was.hosts, is.hosts) && !isDeepStrictEqual(textsIn(before), textsIn(after))) {
    found.push(["texts", "texts or further servers changed"]);
  }
  return found;
}

/** The URL of each region; of the one host, where there are no regions. */
function hostsOf([server]: Servers): { hosts: Map<string, string>; first: string | undefined } {
  if (server === undefined) return { hosts: new Map(), first: undefined };
  const { url, variables } = membersOf(server);
  const { region, ...others } = membersOf(variables);
  const filled = Object.entries(others).reduce(
    (text, [name, variable]) => text.replaceAll(`{${name}}`, String(membersOf(variable).default)),
    String(url),
  );
  const first = textsOf(membersOf(region).default)[0];
  const listed = listOf(membersOf(region).enum).map(String);
  const regions = listed.length > 0 ? listed : textsOf(first);
  if (regions.length === 0) return { hosts: new Map([["all", filled]]), first: undefined };
  return { hosts: new Map(regions.map((name) => [name, filled.replaceAll("{region}", name)])), first };
}

/** What the servers say beside regions, in their order. */
function textsIn(servers: Servers): unknown {
  return servers.map(membersOf).map(({ variables, ...server }) => ({
    ...server,
    variables: Object.entries(membersOf(variables)).map(([name, variable]) => {
      const { enum: _, default: __, ...texts } = membersOf(variable);
      return [name, texts];
    }),
  }));
}
