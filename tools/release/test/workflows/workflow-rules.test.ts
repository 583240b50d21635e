import { describe, expect, test } from "vitest";
import { actionProblems, bareScripts, pinsOf, workflowProblems } from "../../src/workflows/workflow-rules.ts";

const COMMIT = "3d3c42e5aac5ba805825da76410c181273ba90b1";
const GOOD = `on: { push: {} }
permissions: {}
concurrency: one
jobs:
  test:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${COMMIT} # v7.0.1
        with: { persist-credentials: false }
      - uses: ./.github/actions/setup
      - run: echo "$TITLE"
        env: { TITLE: "\${{ github.event.pull_request.title }}" }
`;

test.each([
  { title: "all is well", edit: ["", ""], want: [] },
  {
    title: "an event that gives strangers rights",
    edit: ["push:", "pull_request_target:"],
    want: ["pull_request_target must not start it"],
  },
  {
    title: "rights for every job",
    edit: ["permissions: {}", "permissions: { contents: write }"],
    want: ["it needs `permissions: {}`, so that each job has what it names itself"],
  },
  { title: "runs that overtake each other", edit: ["concurrency: one\n", ""], want: ["it needs `concurrency`"] },
  {
    title: "a job that names no rights",
    edit: ["    permissions: { contents: read }\n", ""],
    want: ["test needs `permissions`, each by its name"],
  },
  {
    title: "a job with all rights",
    edit: ["permissions: { contents: read }", "permissions: write-all"],
    want: ["test needs `permissions`, each by its name"],
  },
  { title: "a job that may hang", edit: ["    timeout-minutes: 5\n", ""], want: ["test needs `timeout-minutes`"] },
  {
    title: "a checkout that leaves its token behind",
    edit: ["        with: { persist-credentials: false }\n", ""],
    want: ["test: a checkout needs `persist-credentials: false`"],
  },
  {
    title: "a title that would run as a script",
    edit: ['"$TITLE"', "${{ github.event.pull_request.title }}"],
    want: ["test: a script holds an expression, which belongs into `env`: echo ${{ github.event.pull_request.title }}"],
  },
  {
    title: "an action by its tag",
    edit: [`${COMMIT} # v7.0.1`, "v7"],
    want: ["actions/checkout@v7 needs to be a commit, with the version as a comment"],
  },
  {
    title: "an action by its tag, in braces",
    edit: ["- uses: ./.github/actions/setup", '- { "uses": actions/cache@v4 }'],
    want: ["actions/cache@v4 } needs to be a commit, with the version as a comment"],
  },
  {
    title: "a commit without a version",
    edit: [" # v7.0.1", ""],
    want: [`actions/checkout@${COMMIT} needs to be a commit, with the version as a comment`],
  },
])("$title", ({ edit: [from = "", to = ""], want }) => {
  expect(workflowProblems(GOOD.replace(from, to))).toEqual(want);
});

const RELEASE = `on: { push: {} }
permissions: {}
concurrency: one
jobs:
  publish:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@${COMMIT} # v7.0.1
        with: { persist-credentials: false }
      - uses: actions/setup-node@${COMMIT} # v7.0.1
        with: { node-version: 24.21.0 }
      - run: node tools/release/src/publish.ts "$RUNNER_TEMP/packed"
`;

describe("a job that may publish", () => {
  const RUN = 'node tools/release/src/publish.ts "$RUNNER_TEMP/packed"';

  test.each([
    { title: "runs scripts of the repository", edit: ["", ""], want: [] },
    ...[
      "pnpm install --frozen-lockfile",
      "npm ci",
      "npx changeset publish",
      "pnpm release",
      "npm publish ./packages/http",
      "node node_modules/turbo/bin/turbo build",
      "node tools/release/src/publish.ts; npm ci",
      'node tools/release/src/publish.ts "$(npm ci)"',
      "|\n          node tools/release/src/publish.ts\n          npm ci",
    ].map((run) => ({
      title: `does not run ${JSON.stringify(run)}`,
      edit: [RUN, run],
      want: [`publish: what may publish must not run ${run.replace(/^\|\n/, "").replaceAll(/^ {10}/gm, "")}`],
    })),
    {
      title: "does not set up what the lockfile names",
      edit: [`- run: ${RUN}`, "- uses: ./.github/actions/setup"],
      want: ["publish: what may publish must not use ./.github/actions/setup"],
    },
    {
      title: "does not use an action of others",
      edit: [`- run: ${RUN}`, `- uses: changesets/action/publish@${COMMIT} # v2.1.1`],
      want: [`publish: what may publish must not use changesets/action/publish@${COMMIT}`],
    },
    {
      title: "has the npm of one version of Node",
      edit: ["24.21.0", "24"],
      want: ["publish: what may publish needs one version of Node"],
    },
    {
      title: "does not push",
      edit: ["contents: read", "contents: write"],
      want: ["publish: what may publish must not push"],
    },
  ])("$title", ({ edit: [from = "", to = ""], want }) => {
    expect(workflowProblems(RELEASE.replace(from, () => to))).toEqual(want);
  });
});

describe("a job that may push", () => {
  const PUSH = `on: { pull_request: {} }
permissions: {}
concurrency: one
jobs:
  push:
    if: a == b && github.event.pull_request.head.ref != github.event.repository.default_branch
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions: { contents: write }
    env:
      REFUSED_BRANCHES: "\${{ github.event.repository.default_branch }}"
    steps:
      - run: |
          node tools/release/src/workflows/check-push.ts regenerate patch
          git push origin "HEAD:refs/heads/$BRANCH"
`;

  test.each([
    { title: "refuses the default branch", edit: ["", ""], want: [] },
    {
      title: "refuses it before the job begins",
      edit: [" && github.event.pull_request.head.ref != github.event.repository.default_branch", ""],
      want: ["push: what may push needs an `if` that refuses the default branch"],
    },
    {
      title: "refuses it before the push",
      edit: ["          node tools/release/src/workflows/check-push.ts regenerate patch\n", ""],
      want: ["push: a push needs `check-push.ts` before it"],
    },
    {
      title: "does not push before it refuses",
      edit: ["          node tools", '          git -C . push origin "HEAD:refs/heads/$BRANCH"\n          node tools'],
      want: ["push: a push needs `check-push.ts` before it"],
    },
    {
      title: "knows the default branch",
      edit: ['"${{ github.event.repository.default_branch }}"', "release"],
      want: ["push: a push needs the default branch in REFUSED_BRANCHES"],
    },
    {
      title: "does not install",
      edit: ["- run: |", "- uses: ./.github/actions/setup\n      - run: |"],
      want: ["push: what may push must not install"],
    },
  ])("$title", ({ edit: [from = "", to = ""], want }) => {
    expect(workflowProblems(PUSH.replace(from, () => to))).toEqual(want);
  });
});

test("the scripts are known that run where nothing is installed", () => {
  const installed = RELEASE.replace("      - run:", "      - uses: ./.github/actions/setup\n      - run:");

  expect(bareScripts(RELEASE)).toEqual(["tools/release/src/publish.ts"]);
  expect(bareScripts(installed)).toEqual([]);
});

test("an action is held to the rules for steps", () => {
  const action =
    "runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.name }}\n      shell: bash\n    - uses: a/b@v1\n";

  expect(actionProblems(action)).toEqual([
    "a script holds an expression, which belongs into `env`: echo ${{ inputs.name }}",
    "a/b@v1 needs to be a commit, with the version as a comment",
  ]);
});

test("the parts of an action share one pin", () => {
  const text = `- uses: a/b/c@${COMMIT} # v1.2.3\n- uses: a/b@${COMMIT} # v1.2.3\n`;

  expect([...pinsOf(text)]).toEqual([[`a/b@${COMMIT}`, "v1.2.3"]]);
});
