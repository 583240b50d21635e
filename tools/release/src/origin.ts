import { glob, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** A description that a package holds something of. */
export interface Origin {
  /** What it describes, such as `Sinch Conversation API`. */
  readonly title: string;
  readonly version: string;
}

/**
 * The descriptions that the generated files of a package come from, in the order of their names; none for a package
 * written by hand.
 *
 * @param root The repository, whose mock holds the descriptions.
 * @param folder The package, from there.
 * @throws {Error} A generated file does not say which description it comes from.
 */
export async function originsOf(root: string, folder: string): Promise<readonly Origin[]> {
  const names = new Set<string>();
  for await (const file of glob(["src/**/*.gen.ts", "descriptions/*.gen.json"], { cwd: join(root, folder) })) {
    const text = await readFile(join(root, folder, file), "utf8");
    const name = file.endsWith(".json")
      ? basename(file, ".gen.json")
      : /^\/\/ .* from specs\/([\w-]+)\./.exec(text)?.[1];
    if (name === undefined) throw new Error(`${folder}/${file} does not say which description it comes from`);
    names.add(name);
  }
  return Promise.all(
    [...names].sort().map(async (name) => {
      const description = await readFile(join(root, `packages/mock/descriptions/${name}.gen.json`), "utf8");
      const { title, version } = JSON.parse(description).info;
      return { title, version };
    }),
  );
}

/** The sentence of a changelog that names the descriptions. */
export function originSentence(origins: readonly Origin[]): string {
  const names = origins.map(({ title, version }) => `the ${title} description ${version}`);
  const last = names.pop();
  return `Generated from ${names.length > 0 ? `${names.join(", ")} and ` : ""}${last}.`;
}

/**
 * A changelog whose release names the descriptions that it was generated from, first of all.
 *
 * @throws {Error} The changelog has no such release.
 */
export function withOrigins(changelog: string, version: string, origins: readonly Origin[]): string {
  if (origins.length === 0) return changelog;
  const heading = `## ${version}\n`;
  const start = changelog.indexOf(heading);
  if (start < 0) throw new Error(`the changelog has no release ${version}`);
  const end = start + heading.length;
  return `${changelog.slice(0, end)}\n${originSentence(origins)}\n${changelog.slice(end)}`;
}
