import { isDeepStrictEqual } from "node:util";
import { type Description, projectPrefix } from "@sinch-fetch/description";
import type { Bundles } from "@sinch-fetch/description/files";
import type { Bump } from "@sinch-fetch/workspace";
import { sideBySide } from "../walk/side-by-side.ts";
import { bumpOf, compareDescriptions, type JudgedChange } from "./compare.ts";
import { judgeDescription } from "./rules.ts";

const SCOPE = "@sinch-fetch";
/** Ships and serves every description. */
export const MOCK = `${SCOPE}/mock`;

/** What changes of the descriptions mean for one package. */
export interface PackageVerdict {
  readonly name: string;
  readonly bump: Bump;
  readonly changes: readonly PackageChange[];
}

export interface PackageChange extends JudgedChange {
  /** The name of the description that changed. */
  readonly api: string;
}

/** The package that is generated from a description; `undefined` for one that no client comes from. */
function packageOf(api: string, description: Description): string | undefined {
  return projectPrefix(description) === undefined ? undefined : `${SCOPE}/${api}`;
}

/**
 * The packages that descriptions reach, with the bump that each of them needs: the clients that are generated from them,
 * and the mock, which serves them all.
 */
export function verdicts(before: Bundles, after: Bundles): PackageVerdict[] {
  const clients = new Map<string, PackageChange[]>();
  const served: PackageChange[] = [];
  for (const [api, is, was] of sideBySide(after, before)) {
    const changes = changesOf(api, was, is);
    const name = (is && packageOf(api, is)) ?? (was && packageOf(api, was));
    if (name !== undefined) clients.set(name, changes);
    served.push(...changes.map((change) => ({ ...change, level: change.mockLevel })));
  }
  // With the first description comes the first mock.
  const mock = before.size === 0 ? served.map((change) => ({ ...change, level: "major" as const })) : served;
  return [...clients, [MOCK, mock] as const].map(([name, changes]) => ({ name, bump: bumpOf(changes), changes }));
}

function changesOf(api: string, was: Description | undefined, is: Description | undefined): PackageChange[] {
  // Most descriptions are as they were: finding that out is cheaper than comparing them.
  if (isDeepStrictEqual(was, is)) return [];
  if (was && is) return compareDescriptions(was, is).map((change) => ({ ...change, api }));
  const rule = is ? "described" : "undescribed";
  const verdict = judgeDescription(rule, is ? "described for the first time" : "no longer described");
  return [{ ...verdict, rule, api, path: "description", operations: [], origin: api }];
}
