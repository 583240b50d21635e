import { listOf, membersOf, shown, textsOf } from "@sinch-fetch/description";
import { type Found, presence } from "./difference.ts";

/** More hosts are not written out. */
const MAX_HOSTS = 100;

/** Says how the hosts of the servers differ, whether they are listed or made of variables, such as one host a region. */
export function serverDifferences(theirs: readonly unknown[], ours: readonly unknown[]): Found[] {
  const [here, upstream] = [hostsOf(ours), hostsOf(theirs)];
  if (upstream.size === 0) return here.size > 0 ? [presence(true)] : [];
  return [...new Set([...here, ...upstream])]
    .filter((host) => !here.has(host) || !upstream.has(host))
    .map((host) => ({ ...presence(here.has(host)), path: `servers · ${shown(host)}` }));
}

function hostsOf(servers: readonly unknown[]): Set<string> {
  const urls = servers.flatMap((value) => {
    const { url, variables } = membersOf(value);
    return typeof url === "string" ? filled(url, membersOf(variables)) : [];
  });
  return new Set(urls.flatMap((url) => /^[^/]+:\/\/[^/]+/.exec(url)?.[0].toLowerCase() ?? []));
}

/** An address with each value of its variables; one that allows any text stays as it is. */
function filled(url: string, variables: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(variables).reduce<string[]>(
    (urls, [name, variable]) => {
      const { enum: values, default: only } = membersOf(variable);
      const listed = textsOf(listOf(values));
      const choices = listed.length > 0 ? listed : textsOf(only);
      const next = urls.flatMap((text) => choices.map((value) => text.replaceAll(`{${name}}`, value)));
      return choices.length > 0 && next.length <= MAX_HOSTS ? next : urls;
    },
    [url],
  );
}
