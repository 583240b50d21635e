import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { packedRepository } from "./packed-releases.ts";
import { folderWith } from "./temporary.ts";

const SCRIPT = fileURLToPath(new URL("../src/github-releases.ts", import.meta.url));

/** Runs the script with a `gh` that knows the releases that it made, a line of JSON for each, and fails for some. */
function makeReleases({ root, packed }: { root: string; packed: string }, tools: string, failing = "none") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, packed, "0123abc"], {
    cwd: root,
    env: { ...process.env, PATH: `${tools}:${process.env.PATH}`, FAILING: failing },
    encoding: "utf8",
  });
  const made = readFileSync(join(tools, "made"), "utf8").split("\n").slice(0, -1);
  return { status, lines: stdout.split("\n").slice(0, -1), stderr, made: made.map((line) => JSON.parse(line)) };
}

function gitHub(): string {
  const tools = folderWith({ made: "" });
  writeFileSync(
    join(tools, "gh"),
    `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const [, command, tag, ...rest] = process.argv.slice(2);
const made = readFileSync("${tools}/made", "utf8");
if (command === "view") process.exit(made.includes(JSON.stringify(tag)) ? 0 : 1);
if (tag.includes(process.env.FAILING)) { console.error("HTTP 500"); process.exit(1); }
appendFileSync("${tools}/made", JSON.stringify([command, tag, ...rest]) + "\\n");
`,
  );
  chmodSync(join(tools, "gh"), 0o755);
  return tools;
}

const want = (name: string) => {
  const tag = `@sinch-fetch/${name}@1.2.0`;
  return ["create", tag, "--target", "0123abc", "--title", tag, "--notes", `- New in ${name}`];
};

test("each package gets a tag and a release, with what its changelog says of the version", () => {
  const { status, lines, made } = makeReleases(packedRepository(), gitHub());

  expect({ status, lines }).toEqual({
    status: 0,
    lines: ["released @sinch-fetch/one@1.2.0", "released @sinch-fetch/two@1.2.0"],
  });
  expect(made).toEqual([want("one"), want("two")]);
});

test("a run that broke off makes what is missing when it runs again", () => {
  const repository = packedRepository();
  const tools = gitHub();

  const broken = makeReleases(repository, tools, "two");
  const again = makeReleases(repository, tools);

  expect(broken).toMatchObject({ status: 1, made: [want("one")] });
  expect(broken.stderr).toContain("@sinch-fetch/two@1.2.0 has no release: HTTP 500");
  expect(again).toMatchObject({
    status: 0,
    lines: ["@sinch-fetch/one@1.2.0 has a release already", "released @sinch-fetch/two@1.2.0"],
    made: [want("one"), want("two")],
  });
});
