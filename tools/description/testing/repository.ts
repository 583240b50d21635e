import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseYaml, stringifyYaml } from "@redocly/openapi-core";
import { afterAll } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MANIFEST = "specs/redocly.yaml";
const NOTES = fileURLToPath(new URL("./fixture/notes", import.meta.url));

const folders: string[] = [];

/** Removes the copies. Where several files of tests share this module, each of them has to see to it. */
export async function removeCopies(): Promise<void> {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}
afterAll(removeCopies);

/** A replacement of text in one file; the text must be there. */
export type Edit = readonly [file: string, from: string | RegExp, to: string];

/** A copy of the repository's descriptions and rules. Copies last as long as the tests of a file. */
export async function copyOfSpecs(): Promise<string> {
  const root = await emptyRepository();
  await cp(join(ROOT, "specs"), join(root, "specs"), { recursive: true });
  return root;
}

/** A repository whose only description is the small one in `fixture/`, under the rules of this one. */
export async function notesRepository(edits: readonly Edit[] = []): Promise<string> {
  const root = await emptyRepository();
  const isRule = (path: string): boolean => !path.endsWith(".yaml") || path === join(ROOT, MANIFEST);
  await cp(join(ROOT, "specs"), join(root, "specs"), { recursive: true, filter: isRule });
  await cp(NOTES, join(root, "specs/notes"), { recursive: true });
  await addToYaml(join(root, MANIFEST), [[], { apis: { notes: { root: "./notes/openapi.yaml" } } }]);
  for (const edit of edits) await replaceIn(root, edit);
  return root;
}

/** Replaces the first occurrence of a text. */
export async function replaceIn(root: string, [file, from, to]: Edit): Promise<void> {
  const path = join(root, file);
  const before = await readFile(path, "utf8");
  const after = before.replace(from, () => to);
  if (after === before) throw new Error(`${file} holds no ${from}`);
  await writeFile(path, after);
}

/** Adds to the maps and lists of a YAML file, each named by the keys that lead to it. */
export async function addToYaml(path: string, ...additions: [at: string[], members: object][]): Promise<void> {
  const value = await readYaml(path);
  for (const [at, members] of additions) {
    const target = memberAt(value, at);
    if (Array.isArray(target)) target.push(...Object.values(members));
    else Object.assign(target, members);
  }
  await writeFile(path, stringifyYaml(value));
}

async function readYaml(path: string): Promise<object> {
  return memberAt(parseYaml(await readFile(path, "utf8")), []);
}

function memberAt(value: unknown, [key, ...rest]: string[]): object {
  if (typeof value !== "object" || value === null) throw new Error(`expected a map or a list, found ${value}`);
  return key === undefined ? value : memberAt(Object.entries(value).find(([name]) => name === key)?.[1], rest);
}

/** Writes a file and the folders that it is in. */
export async function put(root: string, file: string, content: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), content);
}

/** All files below a folder, content by path; links are not followed. */
export async function filesIn(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path).replaceAll(sep, "/"), await readFile(path, "utf8")] as const;
    });
  return new Map((await Promise.all(files)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A folder for a repository. */
export async function emptyRepository(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "descriptions-")));
  folders.push(folder);
  return folder;
}
