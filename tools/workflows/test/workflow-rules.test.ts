import { expect, test } from "vitest";
import { actionProblems, pinsOf, workflowProblems } from "../src/workflow-rules.ts";

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
