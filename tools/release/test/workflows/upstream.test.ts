import { describe, expect, test } from "vitest";
import { type Gh, keepIssue, TITLE } from "../../src/workflows/upstream-issue.ts";
import { type Comparison, comparing, issueText, sourcesOf } from "../../src/workflows/upstream-report.ts";

const BATCH = { api: "batch", url: "https://example.com/batch.yaml" };
const EQUAL: Comparison = { source: { api: "auth", url: "https://example.com/auth.yaml" }, code: 0, text: "" };
const DIFFERENT: Comparison = { source: BATCH, code: 1, text: "a field is missing here\n" };

describe("the list of descriptions", () => {
  test("has a line for each", () => {
    expect(sourcesOf(`\n ${BATCH.api}  ${BATCH.url} \n\n`)).toEqual([BATCH]);
    expect(sourcesOf("")).toEqual([]);
  });

  test.each(["batch", "batch http://example.com/batch.yaml", "https://example.com/batch.yaml"])(
    "refuses %s",
    (line) => {
      expect(() => sourcesOf(line)).toThrow(`no name and address of a description: ${line}`);
    },
  );
});

describe("the comparison", () => {
  const alone = ["tools/diff/src/upstream/main.ts", BATCH.url, "--api", "batch"];

  test("reports what the vendor changed where the repository keeps the structure", () => {
    expect(comparing(BATCH, "specs/upstream/batch.json")).toEqual([...alone, "--since", "specs/upstream/batch.json"]);
    expect(comparing(BATCH, undefined)).toEqual(alone);
  });
});

describe("the text of the issue", () => {
  test("is about what differs and what could not be compared", () => {
    const failed: Comparison = { source: { ...BATCH, api: "templates" }, code: 2, text: "404 ```" };

    const text = issueText([EQUAL, DIFFERENT, failed]);

    expect(text).toContain(`## \`batch\` differs\n\n${BATCH.url}\n\n\`\`\`text\na field is missing here\n\`\`\`\n`);
    expect(text).toContain("`specs/<name>/upstream-accepted.yaml`");
    expect(text).toContain("## `templates` could not be compared");
    expect(text).toContain("```text\n404 '''\n```\n");
    expect(text).not.toContain("auth");
  });

  test("is no longer than GitHub takes", () => {
    const long = { ...DIFFERENT, text: "x".repeat(100_000) };

    const text = issueText([long, long]) ?? "";

    expect(text.length).toBeLessThan(65_536);
    expect(text.split("… the rest is in the log of the workflow")).toHaveLength(3);
  });

  test("is none where nothing differs", () => {
    expect(issueText([EQUAL])).toBeUndefined();
  });
});

describe("the one issue", () => {
  /** GitHub with issues open, and what it was called with. */
  function github(...issues: readonly object[]) {
    const calls: string[] = [];
    const gh: Gh = async (args, input) => {
      if (args[1] === "list") return JSON.stringify(issues);
      calls.push([...args.slice(1), ...(input === undefined ? [] : [`< ${input}`])].join(" "));
      return "https://example.com/issues/7\n";
    };
    return { gh, calls };
  }

  const open = { number: 7, title: TITLE, body: "Before." };

  test.each([
    {
      title: "is opened at the first difference",
      issues: [{ ...open, title: `Re: ${TITLE}` }],
      text: "Now.",
      want: { said: "opened https://example.com/issues/7", calls: [`create --title ${TITLE} --body-file - < Now.`] },
    },
    {
      title: "is brought up to date",
      issues: [open],
      text: "Now.",
      want: { said: "brought #7 up to date", calls: ["edit 7 --body-file - < Now."] },
    },
    {
      title: "stays where it says the same",
      issues: [open],
      text: "Before.\n",
      want: { said: "#7 says so already", calls: [] },
    },
    {
      title: "is closed when nothing differs",
      issues: [open],
      text: undefined,
      want: { said: "closed #7", calls: ["close 7 --comment There is no difference left."] },
    },
    {
      title: "is not there when nothing ever did",
      issues: [],
      text: undefined,
      want: { said: "there is no difference", calls: [] },
    },
  ])("$title", async ({ issues, text, want }) => {
    const { gh, calls } = github(...issues);

    expect({ said: await keepIssue(gh, text), calls }).toEqual(want);
  });
});
