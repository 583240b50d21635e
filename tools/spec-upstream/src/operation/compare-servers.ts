import type { Document } from "@sinch-fetch/description";
import { listOf, membersOf, shown, textsOf } from "@sinch-fetch/description";
import type { Comparing } from "./comparing.ts";

/** More hosts are not written out. */
const MAX_HOSTS = 100;

/** Compares the hosts of the servers, whether they are listed or made of variables, such as one host for each region. */
export function compareServers(comparing: Comparing): void {
  const [here, upstream] = [hostsOf(comparing.ours), hostsOf(comparing.theirs)];
  if (upstream.size === 0) {
    if (here.size > 0) comparing.addOne(true, { path: "servers" });
    return;
  }
  for (const host of new Set([...here, ...upstream])) {
    if (!here.has(host) || !upstream.has(host)) {
      comparing.addOne(here.has(host), { path: `servers · ${shown(host)}` });
    }
  }
}

function hostsOf({ root }: Document): Set<string> {
  const urls = listOf(root.servers).flatMap((value) => {
    const { url, variables } = membersOf(value);
    return typeof url === "string" ? filled(url, membersOf(variables)) : [];
  });
  return new Set(urls.flatMap((url) => /^[^/]+:\/\/[^/]+/.exec(url)?.[0].toLowerCase() ?? []));
}

/** An address with each value of its variables; one that stands for any text stays as it is. */
function filled(url: string, variables: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(variables).reduce<string[]>(
    (urls, [name, variable]) => {
      const { enum: values, default: only } = membersOf(variable);
      const listed = textsOf(values);
      const choices = listed.length > 0 ? listed : textsOf(only);
      const next = urls.flatMap((text) => choices.map((value) => text.replaceAll(`{${name}}`, value)));
      return choices.length > 0 && next.length <= MAX_HOSTS ? next : urls;
    },
    [url],
  );
}
