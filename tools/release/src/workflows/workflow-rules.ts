import { parse } from "yaml";
import { installs, type Job, publishingProblems, pushingProblems, type Step, scriptsOf } from "./job-rules.ts";

interface Workflow {
  readonly on?: unknown;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs?: Readonly<Record<string, Job>>;
}

/** What runs with more rights than the code that it may be given deserves. */
const UNSAFE_EVENTS = ["pull_request_target", "workflow_run", "issue_comment"];

/**
 * What a workflow does that makes it less safe than it need be.
 *
 * @returns A line for each problem; nothing where all is well.
 */
export function workflowProblems(text: string): readonly string[] {
  const { on, permissions, concurrency, jobs = {} }: Workflow = parse(text);
  const events =
    typeof on === "object" && on !== null && !Array.isArray(on) ? Object.keys(on) : [on].flat().map(String);
  return [
    ...events.flatMap((event) => (UNSAFE_EVENTS.includes(event) ? [`${event} must not start it`] : [])),
    ...(isEmpty(permissions) ? [] : ["it needs `permissions: {}`, so that each job has what it names itself"]),
    ...(concurrency === undefined ? ["it needs `concurrency`"] : []),
    ...Object.entries(jobs).flatMap(([name, job]) => [
      // A single word, such as `write-all`, would give them all.
      ...(typeof job.permissions === "object" ? [] : [`${name} needs \`permissions\`, each by its name`]),
      ...(job["timeout-minutes"] === undefined ? [`${name} needs \`timeout-minutes\``] : []),
      ...[...publishingProblems(job), ...pushingProblems(job, events)].map((problem) => `${name}: ${problem}`),
      ...(job.steps ?? []).flatMap((step) => stepProblems(step).map((problem) => `${name}: ${problem}`)),
    ]),
    ...pinProblems(text),
  ];
}

/** The same of an action of our own. */
export function actionProblems(text: string): readonly string[] {
  const { runs }: { runs: { steps: readonly Step[] } } = parse(text);
  return [...runs.steps.flatMap(stepProblems), ...pinProblems(text)];
}

/** The scripts of this repository that run in jobs where nothing is installed, by their paths. */
export function bareScripts(text: string): readonly string[] {
  const { jobs = {} }: Workflow = parse(text);
  return Object.values(jobs).flatMap((job) => (installs(job) ? [] : scriptsOf(job)));
}

/** The pins in a file: the version that a comment names, by the action and its commit. */
export function pinsOf(text: string): ReadonlyMap<string, string> {
  const pins = [...text.matchAll(/\buses: *([\w.-]+\/[\w.-]+)[\w./-]*@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/gm)];
  return new Map(pins.map(([, action, commit, version = ""]) => [`${action}@${commit}`, version]));
}

function stepProblems({ uses = "", run = "", with: inputs = {} }: Step): readonly string[] {
  const keepsToken = uses.startsWith("actions/checkout@") && inputs["persist-credentials"] !== false;
  return [
    ...(keepsToken ? ["a checkout needs `persist-credentials: false`"] : []),
    // What is written into a script runs as a script, whoever wrote the title of the pull request.
    ...(run.includes("${{")
      ? [`a script holds an expression, which belongs into \`env\`: ${run.trim().split("\n")[0]}`]
      : []),
  ];
}

/** Whoever can move a tag can change what runs. */
function pinProblems(text: string): readonly string[] {
  const uses = text.split("\n").flatMap((line) => /\buses["']?: *(.*)$/.exec(line)?.[1] ?? []);
  return uses
    .filter((used) => !used.startsWith("./") && !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(used))
    .map((used) => `${used} needs to be a commit, with the version as a comment`);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
