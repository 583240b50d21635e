import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folderWith } from "../temporary.ts";
import { GIT_ENV, repositoryWith, type TestRepository } from "./git-repository.ts";

const SCRIPT = fileURLToPath(new URL("../../src/workflows/check-push.ts", import.meta.url));
const FILES = {
  "packages/http/src/client.gen.ts": "export const one = 1;\nexport const two = 2;\n",
  "packages/http/run.sh": "echo\n",
  ".changeset/config.json": "{}\n",
  ".changeset/old-change.md": "old\n",
  ".github/workflows/ci.yml": "on: push\n",
  "package.json": "{}\n",
  "specs/batch.yaml": "openapi: 3.1.0\n",
};
const BRANCHES = { BRANCH: "topic", REFUSED_BRANCHES: "main release" };

/** Runs the script as the workflows do, on the patch that edits make out of a commit. */
function check(edit: (repository: TestRepository) => void, workflow = "regenerate", renames = "--no-renames") {
  const repository = repositoryWith(FILES);
  edit(repository);
  repository.git("add", "--all");
  const patch = repository.git("diff", "--cached", "--binary", renames);
  repository.git("reset", "--quiet", "--hard");
  return { patch, ...checkPatch(repository, patch, workflow) };
}

function checkPatch({ folder, git }: TestRepository, patch: string, workflow = "regenerate", env = BRANCHES) {
  const file = join(folderWith({}), "patch");
  writeFileSync(file, patch);
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, workflow, file], {
    cwd: folder,
    env: { ...GIT_ENV, ...env },
    encoding: "utf8",
  });
  expect(git("status", "--porcelain")).toBe("");
  return { status, stderr, lines: stdout.split("\n").filter((line) => line !== "") };
}

describe("a patch is let through that", () => {
  test.each<{ title: string; edit: (repository: TestRepository) => void }>([
    {
      title: "changes a file of a package",
      edit: ({ write }) => write("packages/http/src/client.gen.ts", "changed\n"),
    },
    { title: "adds a file to a package", edit: ({ write }) => write("packages/batch/src/errors.gen.ts", "new\n") },
    { title: "adds a changeset", edit: ({ write }) => write(".changeset/new-change.md", "new\n") },
    { title: "removes a changeset", edit: ({ git }) => git("rm", "--quiet", ".changeset/old-change.md") },
    {
      title: "adds bytes that are not text",
      edit: ({ write }) => write("packages/http/bytes.bin", new Uint8Array([0, 255, 0, 10, 13])),
    },
    {
      title: "moves a file inside packages",
      edit: ({ git }) => git("mv", "packages/http/run.sh", "packages/http/moved.sh"),
    },
  ])("$title", ({ edit }) => {
    expect(check(edit)).toMatchObject({ status: 0, lines: [], stderr: "" });
  });

  test("changes the lists in the README, where files are generated", () => {
    const edit = ({ write }: TestRepository) => write("README.md", "1 operation.\n");

    expect(check(edit)).toMatchObject({ status: 0, lines: [] });
    expect(check(edit, "version")).toMatchObject({ status: 1 });
  });

  test("changes a description, where the versions are raised", () => {
    const edit = ({ write }: TestRepository) => write("specs/batch.yaml", "openapi: 3.1.1\n");

    expect(check(edit, "version")).toMatchObject({ status: 0, lines: [] });
    expect(check(edit)).toMatchObject({ status: 1, lines: ['::error::the patch: "specs/batch.yaml" must not change'] });
  });
});

describe("a patch is refused that", () => {
  test.each<{ title: string; edit: (repository: TestRepository) => void; paths: readonly string[] }>([
    { title: "changes another file", edit: ({ write }) => write("package.json", "[]\n"), paths: ["package.json"] },
    {
      title: "changes a workflow, beside a file of a package",
      edit: ({ write }) => {
        write("packages/http/src/client.gen.ts", "changed\n");
        write(".github/workflows/ci.yml", "on: issue_comment\n");
      },
      paths: [".github/workflows/ci.yml"],
    },
    {
      title: "moves a file out of packages",
      edit: ({ git }) => git("mv", "packages/http/src/client.gen.ts", "moved.ts"),
      paths: ["moved.ts"],
    },
    {
      title: "moves a file into packages",
      edit: ({ git }) => git("mv", ".github/workflows/ci.yml", "packages/ci.yml"),
      paths: [".github/workflows/ci.yml"],
    },
    {
      title: "adds a file of git, npm or GitHub to a package",
      edit: ({ write }) => {
        for (const file of [".gitattributes", ".npmrc", ".github/action.yml"]) write(`packages/http/${file}`, "x\n");
      },
      paths: ["packages/http/.gitattributes", "packages/http/.github/action.yml", "packages/http/.npmrc"],
    },
    {
      title: "changes how changesets work",
      edit: ({ write }) => write(".changeset/config.json", "[]\n"),
      paths: [".changeset/config.json"],
    },
    {
      title: "has a name with a line break, quotes or other letters",
      edit: ({ write }) => {
        for (const name of ["a\n::add-path::b", 'a"b', "ä", "a b", "a\tb"]) write(`packages/${name}.ts`, "x\n");
      },
      paths: ["a\tb", "a\n::add-path::b", "a b", 'a"b', "ä"].map((name) => `packages/${name}.ts`),
    },
    {
      title: "has a name that only begins like a folder of ours",
      edit: ({ write }) => write("packages.ts", "x\n"),
      paths: ["packages.ts"],
    },
  ])("$title", ({ edit, paths }) => {
    const { status, lines } = check(edit);

    expect(status).toBe(1);
    expect(lines).toEqual(paths.map((path) => `::error::the patch: ${JSON.stringify(path)} must not change`));
  });

  test("hides where a file comes from or goes to", () => {
    const out = check(
      ({ git }) => git("mv", "packages/http/src/client.gen.ts", ".github/client.ts"),
      "regenerate",
      "--find-renames",
    );
    const into = check(
      ({ git }) => git("mv", ".github/workflows/ci.yml", "packages/ci.yml"),
      "regenerate",
      "--find-renames",
    );

    expect(out.patch).toContain("rename to .github/client.ts");
    expect(out).toMatchObject({ status: 1, lines: ['::error::the patch: ".github/client.ts" must not change'] });
    expect(into).toMatchObject({
      status: 1,
      lines: ['::error::the patch: ".github/workflows/ci.yml" must not change'],
    });
  });

  test("copies a file out of packages", () => {
    const { patch, status, lines } = check(
      ({ write, git }) => {
        write("copy.ts", FILES["packages/http/src/client.gen.ts"]);
        git("add", "--all");
      },
      "regenerate",
      "--find-copies-harder",
    );

    expect(patch).toContain("copy to copy.ts");
    expect({ status, lines }).toEqual({ status: 1, lines: ['::error::the patch: "copy.ts" must not change'] });
  });

  test.each<{ title: string; edit: (repository: TestRepository) => void; want: string }>([
    {
      title: "adds a link",
      edit: ({ folder }) => symlinkSync("../../../.github", join(folder, "packages/http/link")),
      want: '"packages/http/link" has the mode 000000 before and 120000 after, and only 100644 is allowed',
    },
    {
      title: "makes a file a link",
      edit: ({ folder }) => {
        rmSync(join(folder, "packages/http/run.sh"));
        symlinkSync("/etc/passwd", join(folder, "packages/http/run.sh"));
      },
      want: '"packages/http/run.sh" has the mode 100644 before and 120000 after, and only 100644 is allowed',
    },
    {
      title: "makes a file a program",
      edit: ({ folder }) => chmodSync(join(folder, "packages/http/run.sh"), 0o755),
      want: '"packages/http/run.sh" has the mode 100644 before and 100755 after, and only 100644 is allowed',
    },
    {
      title: "adds a submodule",
      edit: ({ folder, git }) => {
        mkdirSync(join(folder, "packages/sub"));
        const commit = git("rev-parse", "HEAD").trim();
        git("update-index", "--add", "--cacheinfo", `160000,${commit},packages/sub`);
      },
      want: '"packages/sub" has the mode 000000 before and 160000 after, and only 100644 is allowed',
    },
  ])("$title", ({ edit, want }) => {
    expect(check(edit)).toMatchObject({ status: 1, lines: [`::error::the patch: ${want}`] });
  });

  test.each([
    { title: "is empty", patch: "", want: /it does not apply/ },
    { title: "is not a patch", patch: "::set-output::x\n", want: /it does not apply/ },
    {
      title: "leaves the repository",
      patch: "--- /dev/null\n+++ b/packages/../../outside\n@@ -0,0 +1 @@\n+x\n",
      want: /it does not apply/,
    },
    {
      title: "writes to git's own folder",
      patch: "--- /dev/null\n+++ b/.git/hooks/pre-commit\n@@ -0,0 +1 @@\n+x\n",
      want: /it does not apply|must not change/,
    },
    {
      title: "was made for another commit",
      patch: "--- a/package.json\n+++ b/package.json\n@@ -1 +1 @@\n-[]\n+x\n",
      want: /it does not apply/,
    },
  ])("$title", ({ patch, want }) => {
    const { status, lines } = checkPatch(repositoryWith(FILES), patch);

    expect(status).toBe(1);
    expect(lines).toEqual([expect.stringMatching(want)]);
  });

  test("adds a submodule that the repository says to overlook", () => {
    const modules = '[submodule "sub"]\n\tpath = packages/sub\n\turl = https://example.com\n\tignore = all\n';
    const repository = repositoryWith({ ...FILES, ".gitmodules": modules });
    const commit = repository.git("rev-parse", "HEAD").trim();
    const patch = `diff --git a/packages/sub b/packages/sub
new file mode 160000
index 0000000..${commit.slice(0, 7)}
--- /dev/null
+++ b/packages/sub
@@ -0,0 +1 @@
+Subproject commit ${commit}
`;

    const { status, lines } = checkPatch(repository, patch);

    expect({ status, lines }).toEqual({ status: 1, lines: [expect.stringMatching("160000")] });
  });

  test("comes before a link that it then writes through", () => {
    const repository = repositoryWith(FILES);
    symlinkSync("../.github", join(repository.folder, "packages/link"));
    repository.git("add", "--all");
    repository.git("commit", "--quiet", "--message", "a link");

    const { status } = checkPatch(repository, "--- /dev/null\n+++ b/packages/link/x.yml\n@@ -0,0 +1 @@\n+x\n");

    expect(status).toBe(1);
    expect(() => readFileSync(join(repository.folder, ".github/x.yml"))).toThrow("ENOENT");
  });
});

describe("a branch is refused that", () => {
  const GOOD = "--- /dev/null\n+++ b/packages/x.ts\n@@ -0,0 +1 @@\n+x\n";

  test.each([
    { title: "is the default branch", branch: "main", want: 'nothing is pushed to "main"' },
    { title: "is another refused one", branch: "release", want: 'nothing is pushed to "release"' },
    { title: "looks like an option", branch: "--delete", want: '"--delete" is not the name of a branch' },
    { title: "names two", branch: "a:main", want: '"a:main" is not the name of a branch' },
    { title: "holds a line break", branch: "a\n::x::", want: '"a\\n::x::" is not the name of a branch' },
    { title: "goes up", branch: "../main", want: '"../main" is not the name of a branch' },
    { title: "has no name", branch: "", want: '"" is not the name of a branch' },
  ])("$title", ({ branch, want }) => {
    const { status, lines } = checkPatch(repositoryWith(FILES), GOOD, "regenerate", { ...BRANCHES, BRANCH: branch });

    expect({ status, lines }).toEqual({ status: 1, lines: [`::error::${want}`] });
  });

  test("is let through where its name is only odd", () => {
    const env = { ...BRANCHES, BRANCH: "feature/$(id);`id`&&'x'" };

    expect(checkPatch(repositoryWith(FILES), GOOD, "regenerate", env)).toMatchObject({ status: 0, lines: [] });
  });

  test("cannot be compared with what is refused", () => {
    const env = { ...BRANCHES, REFUSED_BRANCHES: "" };

    expect(checkPatch(repositoryWith(FILES), GOOD, "regenerate", env)).toMatchObject({
      status: 1,
      lines: ["::error::the refused branches are not known"],
    });
  });
});

test("a workflow without rules is an error", () => {
  expect(check(() => {}, "other")).toMatchObject({ status: 1, stderr: expect.stringContaining("no rules for") });
});
