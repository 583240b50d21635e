import { bundlesIn } from "@sinch-fetch/description/files";
import {
  type Bump,
  CHANGESETS,
  type Changeset,
  changesetsIn,
  isLess,
  larger,
  promised,
  versionStep,
} from "@sinch-fetch/workspace";
import { commitOf, MAIN, mergeBase, releaseOf, versionOf } from "../history/base.ts";
import { GitProblem, withCopy } from "../history/git.ts";
import { remembered } from "../walk/remembered.ts";
import { type PackageVerdict, verdicts } from "./packages.ts";

/** What changed since some point in history, and what is promised for it. */
export interface Stage {
  /** The point, in words. */
  readonly since: string;
  readonly verdicts: readonly PackageVerdict[];
  /** The changesets that came since. */
  readonly changesets: readonly Changeset[];
  /** What the versions of the packages rose by since. */
  readonly steps: ReadonlyMap<string, Bump>;
}

/**
 * What changed since a commit.
 *
 * @param base The commit; where the branch left main, if absent, which is the last commit on main itself.
 * @throws {GitProblem} There is no such commit.
 */
export async function stageSince(root: string, base?: string): Promise<Stage> {
  const tree = await treeOf(root);
  if (base !== undefined) return since({ commit: await commitOf(root, base), name: base }, tree);
  const left = await leftMain(root);
  if (left === undefined) throw new GitProblem(`there is no branch ${MAIN} to compare with: name a commit with --base`);
  return since(left, tree);
}

/**
 * Everything that changesets have to cover.
 *
 * On a branch, that is what changed since it left main, and the changesets that came since have to cover it. On main it
 * is what is not committed yet, and what changed since each package's last release, by all changesets that wait. A
 * package that was never released needs a major one: its first version is 1.0.0.
 *
 * @param base Looks at what changed since this commit and nothing else.
 */
export async function stagesOf(root: string, base?: string): Promise<Stage[]> {
  if (base !== undefined) return [await stageSince(root, base)];
  const tree = await treeOf(root);
  const left = await leftMain(root);
  const stages = left ? [await since(left, tree)] : [];
  return left && !left.isHead ? stages : [...stages, ...(await sinceReleases(tree))];
}

type Tree = Awaited<ReturnType<typeof treeOf>>;

/** What the working tree holds, and what it is compared with: what commits hold. */
async function treeOf(root: string) {
  const now = await contentOf(root);
  const at = remembered((commit: string) => withCopy(root, commit, ["specs", CHANGESETS], contentOf));
  const verdictsSince = remembered(async (commit: string) => verdicts((await at(commit)).bundles, now.bundles));
  return { ...now, root, at, verdictsSince };
}

async function contentOf(root: string) {
  return { bundles: await bundlesIn(root), changesets: await changesetsIn(root) };
}

/** The commit at which the branch left main, and how that is called. */
async function leftMain(root: string) {
  const commit = await mergeBase(root);
  if (commit === undefined) return undefined;
  const isHead = commit === (await commitOf(root, "HEAD"));
  return { commit, isHead, name: isHead ? "the last commit" : `the branch left ${MAIN}` };
}

async function since({ commit, name }: { commit: string; name: string }, tree: Tree): Promise<Stage> {
  const old = new Map((await tree.at(commit)).changesets.map(({ file, content }) => [file, content]));
  const found = await tree.verdictsSince(commit);
  const steps = found.map(async (verdict) => [verdict.name, await stepSince(commit, verdict.name, tree.root)] as const);
  return {
    since: name,
    verdicts: found,
    changesets: tree.changesets.filter(({ file, content }) => old.get(file) !== content),
    steps: new Map(await Promise.all(steps)),
  };
}

async function stepSince(commit: string, name: string, root: string): Promise<Bump> {
  const [was, is] = [await versionOf(root, name, commit), await versionOf(root, name)];
  return was === undefined || is === undefined ? "none" : versionStep(was, is);
}

/** One stage for each package, since each has a version of its own. */
async function sinceReleases({ root, bundles, changesets, verdictsSince }: Tree): Promise<Stage[]> {
  const stages: Stage[] = [];
  const first = verdicts(new Map(), bundles);
  for (const { name } of first) {
    const release = await releaseOf(root, name);
    if (release === undefined) continue;
    const { version, commit } = release;
    const found = commit === undefined ? first : await verdictsSince(commit);
    const point = commit === undefined ? "nothing: it was never released" : `the release of ${version}`;
    const own = found.filter((verdict) => verdict.name === name);
    stages.push({ since: point, verdicts: own, changesets, steps: new Map() });
  }
  return stages;
}

/** A package for which less is promised than it needs. */
export interface Shortfall {
  readonly stage: Stage;
  readonly verdict: PackageVerdict;
  readonly promise: Bump;
}

/**
 * The packages for which less is promised than they need, each with its largest need.
 *
 * @param besides A changeset that does not count.
 */
export function shortfalls(stages: readonly Stage[], besides?: Changeset): Shortfall[] {
  const found = new Map<string, Shortfall>();
  for (const stage of stages) {
    const changesets = stage.changesets.filter(({ file }) => file !== besides?.file);
    for (const verdict of stage.verdicts) {
      const { name, bump } = verdict;
      const promise = larger(promised(changesets, name), stage.steps.get(name) ?? "none");
      if (isLess(promise, bump) && isLess(found.get(name)?.verdict.bump ?? "none", bump)) {
        found.set(name, { stage, verdict, promise });
      }
    }
  }
  return [...found.values()];
}
