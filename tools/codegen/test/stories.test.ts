import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { addToYaml, copyOfSpecs, put, replaceIn } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";
import { generator, run } from "./repository.ts";

const ROOT = join(import.meta.dirname, "../../..");
const UPSTREAM = join(ROOT, "tools/diff/src/upstream/main.ts");
const UNCHECKED = { "no-invalid-media-type-examples": "off", "no-invalid-schema-examples": "off" };
const PACKAGES = ["auth", "batch", "conversation", "http", "mock", "templates"];

/** A story of CONTRIBUTING: its edits, and what its commands print. */
interface Story {
  readonly title: string;
  readonly blocks: readonly { readonly info: string; readonly text: string }[];
}

const contributing = await readFile(join(ROOT, "CONTRIBUTING.md"), "utf8");
const chapter = /^## Three stories.*?(?=^## )/ms.exec(contributing)?.[0] ?? "";
const stories = chapter
  .split(/^### /m)
  .slice(1)
  .map((text): Story => {
    const blocks = [...text.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = "", code = ""]) => ({
      info,
      text: code,
    }));
    return { title: text.split("\n", 1).join(), blocks };
  })
  .filter(({ blocks }) => blocks.length > 0);

/** A copy of all that generation reads and writes, as it is generated. */
async function copyOfRepository(): Promise<string> {
  const root = await copyOfSpecs();
  await cp(join(ROOT, "README.md"), join(root, "README.md"));
  for (const name of PACKAGES) {
    for (const part of ["src", "README.md", "package.json"]) {
      await cp(join(ROOT, "packages", name, part), join(root, "packages", name, part), { recursive: true });
    }
  }
  await cp(join(ROOT, "packages/mock/descriptions"), join(root, "packages/mock/descriptions"), { recursive: true });
  // The stories are about the templates. That the others' examples fit takes most of a run, and is checked by other tests.
  await addToYaml(
    join(root, "specs/redocly.yaml"),
    [["apis", "conversation"], { rules: UNCHECKED }],
    [["apis", "batch"], { rules: UNCHECKED }],
    [["apis", "mock", "rules"], UNCHECKED],
  );
  return root;
}

/** Makes an edit that a block of code shows: a whole file, or the lines of a diff. */
async function edit(root: string, file: string, { info, text }: Story["blocks"][number]): Promise<void> {
  if (!info.startsWith("diff")) return put(root, file, text);
  const lines = text.trimEnd().split("\n");
  const side = (other: string): string =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  await replaceIn(root, [file, side("+"), side("-")]);
}

/** What a command of the story prints, by its words. */
function printed({ blocks }: Story, command: string): string | undefined {
  return blocks.find(({ text }) => text.startsWith(`$ pnpm ${command}`))?.text.replace(/^.*\n/, "");
}

test("CONTRIBUTING has the stories of a field, an operation, and a tag with two operations", () => {
  expect(stories.map(({ title }) => title)).toEqual(["A field", "An operation", "A tag with two operations"]);
});

describe("the story of CONTRIBUTING comes true:", () => {
  test.each(stories)("$title", async (story) => {
    const root = await copyOfRepository();
    for (const block of story.blocks) {
      const file = /\bfile=(\S+)/.exec(block.info)?.[1];
      if (file !== undefined) await edit(root, file, block);
    }

    // Its last line counts all generated files, which is no part of a story.
    const { code, stdout: wrote, stderr } = await generator(root);
    const files = wrote.replace(/^\d+ generated files, .*\n/m, "");
    expect({ code, files, stderr }).toEqual({ code: 0, files: printed(story, "generate"), stderr: "" });

    const accepting = ["--api", "templates", "--root", root, "--accept", "Sinch says so."];
    const upstream = await run(root, UPSTREAM, ...accepting);
    expect(upstream).toEqual({ code: 0, stdout: printed(story, "spec:upstream"), stderr: "" });
  });
});
