import { type Bundles, bundlesIn } from "@sinch-fetch/description/files";
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
import { commitOf, MAIN, mergeBase } from "../history/base.ts";
import { type Git, GitProblem } from "../history/git.ts";
import { manifestOf, releaseOf, versionIn, versionOf, withCopy } from "../history/released.ts";
import { type PackageVerdict, verdicts } from "./packages.ts";

const COMPARED = ["specs", CHANGESETS];

/** What changed since some point in history, and what is promised for it. */
export interface Stage {
  /** The point, in words. */
  readonly since: string;
  readonly verdicts: readonly PackageVerdict[];
  /** The changesets that came since. */
  readonly changesets: readonly Changeset[];
  /** What the package's own version rose by since. */
  stepOf(name: string): Bump;
}

/** The working tree: what the points in history are compared with. */
interface Tree {
  readonly root: string;
  readonly git: Git;
  readonly bundles: Bundles;
  readonly changesets: readonly Changeset[];
}

/**
 * What changed since a commit.
 *
 * @param base The commit; where the branch left main, if absent, which is the last commit on main itself.
 * @throws {GitProblem} There is no such commit.
 */
export async function stageSince(root: string, git: Git, base?: string): Promise<Stage> {
  const tree = await treeOf(root, git);
  if (base !== undefined) return since(await commitOf(git, base), base, tree);
  const left = await mergeBase(git);
  if (left === undefined) throw new GitProblem(`there is no branch ${MAIN} to compare with: name a commit with --base`);
  return sinceLeft(left, tree);
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
export async function stagesOf(root: string, git: Git, base?: string): Promise<Stage[]> {
  if (base !== undefined) return [await stageSince(root, git, base)];
  const tree = await treeOf(root, git);
  const left = await mergeBase(git);
  const stages = left === undefined ? [] : [await sinceLeft(left, tree)];
  const isOnMain = left === undefined || left === (await commitOf(git, "HEAD"));
  return isOnMain ? [...stages, ...(await sinceReleases(tree))] : stages;
}

async function treeOf(root: string, git: Git): Promise<Tree> {
  return { root, git, bundles: await bundlesIn(root), changesets: await changesetsIn(root) };
}

async function sinceLeft(left: string, tree: Tree): Promise<Stage> {
  const isHead = left === (await commitOf(tree.git, "HEAD"));
  return since(left, isHead ? "the last commit" : `the branch left ${MAIN}`, tree);
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
      const promise = larger(promised(changesets, name), stage.stepOf(name));
      if (isLess(promise, bump) && isLess(found.get(name)?.verdict.bump ?? "none", bump)) {
        found.set(name, { stage, verdict, promise });
      }
    }
  }
  return [...found.values()];
}

async function since(commit: string, name: string, { root, git, bundles, changesets }: Tree): Promise<Stage> {
  return withCopy(git, commit, COMPARED, async (copy) => {
    const old = new Map((await changesetsIn(copy)).map(({ file, content }) => [file, content]));
    const found = verdicts(await bundlesIn(copy), bundles);
    const steps = await Promise.all(
      found.map(async (verdict) => [verdict.name, await stepSince(commit, verdict.name, root, git)] as const),
    );
    return {
      since: name,
      verdicts: found,
      changesets: changesets.filter(({ file, content }) => old.get(file) !== content),
      stepOf: (name) => new Map(steps).get(name) ?? "none",
    };
  });
}

/** One stage for each package, since each has a version of its own. */
async function sinceReleases({ root, git, bundles, changesets }: Tree): Promise<Stage[]> {
  const known = new Map<string, Promise<Bundles>>();
  const bundlesAt = (commit: string): Promise<Bundles> => {
    const found = known.get(commit) ?? withCopy(git, commit, COMPARED, bundlesIn);
    known.set(commit, found);
    return found;
  };
  const stages = verdicts(new Map(), bundles).map(async ({ name }): Promise<Stage[]> => {
    const release = await releaseOf(root, git, name);
    if (release === undefined) return [];
    const { version, commit } = release;
    const before = commit === undefined ? new Map() : await bundlesAt(commit);
    const found = verdicts(before, bundles).filter((verdict) => verdict.name === name);
    const point = commit === undefined ? "nothing: it was never released" : `the release of ${version}`;
    return [{ since: point, verdicts: found, changesets, stepOf: () => "none" }];
  });
  return (await Promise.all(stages)).flat();
}

async function stepSince(commit: string, name: string, root: string, git: Git): Promise<Bump> {
  const [was, is] = [await git.ask("show", `${commit}:${manifestOf(name)}`), await versionIn(root, name)];
  return was === undefined || is === undefined ? "none" : versionStep(versionOf(was) ?? is, is);
}
