/** A step of a job or of an action. */
export interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: unknown;
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: unknown;
  readonly env?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

/** What a job that may publish uses: actions that run nothing of this repository and nothing that was installed. */
const ACTIONS_OF_PUBLISHING = /^actions\/(checkout|setup-node|download-artifact)@/;

/** A script of this repository, run by Node itself; a second command would need a line break or one of `;&|$(`. */
const SCRIPT = /^node (tools\/[\w/-]+\.ts)( "\$[A-Z_]+(\/[\w.-]+)*")*$/;

const DEFAULT_BRANCH = "github.event.repository.default_branch";

/** The scripts of this repository that the steps of a job name, by their paths. */
export function scriptsOf({ steps = [] }: Job): readonly string[] {
  return steps.flatMap(({ run = "" }) =>
    [...run.matchAll(/\bnode (tools\/[\w/-]+\.ts)\b/g)].map(([, path = ""]) => path),
  );
}

/** Whether a job installs what the lockfile names. */
export function installs({ steps = [] }: Job): boolean {
  return steps.some(({ uses }) => uses === "./.github/actions/setup");
}

/** What is wrong with a job that may get a token by which to publish: it must neither install nor build. */
export function publishingProblems({ permissions, steps = [] }: Job): readonly string[] {
  if (rightOf(permissions, "id-token") !== "write") return [];
  return [
    ...(rightOf(permissions, "contents") === "write" ? ["what may publish must not push"] : []),
    ...steps.flatMap(({ uses = "", run, with: inputs = {} }) => [
      ...(uses === "" || ACTIONS_OF_PUBLISHING.test(uses) ? [] : [`what may publish must not use ${uses}`]),
      ...(run === undefined || SCRIPT.test(run.trim()) ? [] : [`what may publish must not run ${run.trim()}`]),
      // Another Node would bring another npm along, without a change here.
      ...(uses.startsWith("actions/setup-node@") && !/^\d+\.\d+\.\d+$/.test(`${inputs["node-version"]}`)
        ? ["what may publish needs one version of Node"]
        : []),
    ]),
  ];
}

/**
 * What is wrong with a job that may push: it must refuse the default branch, before the job and before the push.
 *
 * @param events What starts the workflow.
 */
export function pushingProblems(job: Job, events: readonly string[]): readonly string[] {
  const { permissions, steps = [], env = {} } = job;
  if (rightOf(permissions, "contents") !== "write") return [];
  const ofPullRequest = events.includes("pull_request");
  const asked = `${job.if}`.includes(`github.event.pull_request.head.ref != ${DEFAULT_BRANCH}`);
  return [
    ...(installs(job) ? ["what may push must not install"] : []),
    ...(ofPullRequest && !asked ? ["what may push needs an `if` that refuses the default branch"] : []),
    ...steps.flatMap(({ run = "", env: own = {} }) => {
      const push = run.search(/\bgit\b.*\bpush\b/);
      if (push < 0) return [];
      const check = run.search(/^ *node tools\/release\/src\/workflows\/check-push\.ts /m);
      const refused = `${{ ...env, ...own }.REFUSED_BRANCHES}`;
      return [
        ...(check < 0 || check > push ? ["a push needs `check-push.ts` before it"] : []),
        ...(refused.includes(DEFAULT_BRANCH) ? [] : ["a push needs the default branch in REFUSED_BRANCHES"]),
      ];
    }),
  ];
}

function rightOf(permissions: unknown, name: string): unknown {
  return typeof permissions === "object" && permissions !== null ? Reflect.get(permissions, name) : permissions;
}
