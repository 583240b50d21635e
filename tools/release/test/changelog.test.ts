import { describe, expect, test } from "vitest";
import changelog from "../src/changelog.ts";

describe("a line of a changelog", () => {
  test.each([
    { changeset: { summary: "Sends twice as fast." }, want: "- Sends twice as fast." },
    { changeset: { summary: "Sends.\n", commit: "0123456789abcdef" }, want: "- 0123456: Sends." },
    {
      changeset: { summary: "Sends:\n\n```ts\nsend();\n```" },
      want: "- Sends:\n\n  ```ts\n  send();\n  ```",
    },
  ])("holds the summary and the commit of a changeset: $want", ({ changeset, want }) => {
    expect(changelog.getReleaseLine(changeset)).toBe(want);
  });

  test("names the packages that a release needs newer, once", () => {
    const changesets = [{ summary: "One." }, { summary: "Two." }];
    const releases = [
      { name: "@sinch-fetch/http", newVersion: "1.1.0" },
      { name: "@sinch-fetch/auth", newVersion: "1.0.1" },
    ];

    expect(changelog.getDependencyReleaseLine(changesets, releases)).toBe(
      "- Needs @sinch-fetch/http 1.1.0, @sinch-fetch/auth 1.0.1",
    );
    expect(changelog.getDependencyReleaseLine(changesets, [])).toBe("");
  });
});
