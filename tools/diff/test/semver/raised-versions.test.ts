import { replaceIn } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { commit, contentOf, notesHistory, PATHS, SCHEMAS, specDiff } from "./repository.ts";

const DESCRIPTION = "specs/notes/openapi.yaml";
const NOTHING = { code: 0, stdout: "", stderr: "" };

const versionIn = async (root: string) => /^ {2}version: (.*)$/m.exec(await contentOf(root, DESCRIPTION))?.[1];

describe("--raise", () => {
  test.concurrent.each([
    { change: "a field that callers lose", edit: [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED]"], want: "2.0.0 (major)" },
    { change: "a value that they gain", edit: [SCHEMAS, "[RED, BLUE]", "[RED, BLUE, GREEN]"], want: "1.1.0 (minor)" },
    { change: "other words", edit: [DESCRIPTION, "Notes of a project.", "Notes of one."], want: "1.0.1 (patch)" },
  ] as const)("gives a description the version that follows from $change", async ({ edit, want }) => {
    const root = await notesHistory();
    await replaceIn(root, edit);
    await commit(root, "a change");

    const outcome = await specDiff(root, "--raise");

    expect(outcome).toEqual({ ...NOTHING, stdout: `${DESCRIPTION}: 1.0.0 → ${want}\n` });
    expect(await versionIn(root)).toBe(want.split(" ")[0]);
    expect(await specDiff(root, "--raise")).toEqual(NOTHING);
  });

  test.concurrent("changes no other line", async () => {
    const root = await notesHistory();
    const before = await contentOf(root, DESCRIPTION);
    await replaceIn(root, [SCHEMAS, "[RED, BLUE]", "[RED, BLUE, GREEN]"]);

    await specDiff(root, "--raise");

    expect(await contentOf(root, DESCRIPTION)).toBe(before.replace("version: 1.0.0", "version: 1.1.0"));
  });

  test.concurrent("leaves a description that was raised by hand, if far enough", async () => {
    const root = await notesHistory();
    await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED]"]);
    await replaceIn(root, [DESCRIPTION, "version: 1.0.0", "version: 1.1.0"]);

    expect((await specDiff(root, "--raise")).stdout).toBe(`${DESCRIPTION}: 1.1.0 → 2.0.0 (major)\n`);

    await replaceIn(root, [DESCRIPTION, "version: 2.0.0", "version: 3.1.0"]);

    expect(await specDiff(root, "--raise")).toEqual(NOTHING);
  });

  test.concurrent.each(["0.0.0", "1.0.0"])("leaves what did not change since %s", async (version) => {
    const root = await notesHistory(version);
    await replaceIn(root, [PATHS, /^/, "# A comment.\n"]);

    expect(await specDiff(root, "--raise")).toEqual(NOTHING);
  });

  test.concurrent("raises nothing before the first release", async () => {
    const root = await notesHistory("0.0.0");
    await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED]"]);

    expect(await specDiff(root, "--raise")).toEqual(NOTHING);
  });

  test.concurrent("names a description whose version cannot be raised", async () => {
    const root = await notesHistory();
    await replaceIn(root, [SCHEMAS, "enum: [RED, BLUE]", "enum: [RED]"]);
    await replaceIn(root, [DESCRIPTION, "  version: 1.0.0\n", '  "version": 1.0.0\n']);

    const { code, stderr } = await specDiff(root, "--raise");

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${DESCRIPTION}:1:1 info.version is not on a line of its own\n`,
    });
  });

  test.concurrent("takes no base, since it goes from the last release", async () => {
    expect((await specDiff(await notesHistory(), "--raise", "--base", "HEAD")).code).toBe(2);
  });
});
