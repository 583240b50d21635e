import { expect, test } from "vitest";
import { parserProblems } from "./github-parser.ts";

const GOOD = `on:
  pull_request:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    if: github.event_name == 'pull_request'
    steps:
      - run: echo
        env: { NUMBER: "\${{ github.event.number }}" }
`;

test.each([
  { title: "a workflow as it must be", edit: ["", ""], want: [] },
  { title: "an unknown key", edit: ["branches:", "branch:"], want: ["3:5 Unexpected value 'branch'"] },
  {
    title: "a job that waits for none",
    edit: ["    if:", "    needs: other\n    if:"],
    want: ["7:12 Value 'other' is not valid"],
  },
  { title: "a context that is not there", edit: ["github.event_name ==", "github.event_nam =="], want: [/event_nam$/] },
  { title: "no expression", edit: ["github.event_name ==", "github.event_name ="], want: [/Unexpected symbol: '='/] },
])("$title", async ({ edit: [from = "", to = ""], want }) => {
  const problems = await parserProblems(".github/workflows/test.yml", GOOD.replace(from, to));

  expect(problems.slice(0, 1)).toEqual(
    want.map((line) => (line instanceof RegExp ? expect.stringMatching(line) : line)),
  );
});

test("an action is read as one", async () => {
  const action = "name: setup\ndescription: Sets up.\nruns:\n  using: composite\n  step: []\n";

  expect(await parserProblems(".github/actions/setup/action.yml", action)).toContain("5:3 Unexpected value 'step'");
});
