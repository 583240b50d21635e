import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseYaml, Source } from "@redocly/openapi-core";
import { isNode, membersOf } from "../node.ts";
import { segmentOf } from "../pointer.ts";

/** Stand beside the descriptions and are no part of them. */
const OTHERS = /(^|[\\/])(redocly|upstream-accepted)\.yaml$/;

/** A file of the descriptions. */
export interface DescriptionFile {
  readonly source: Source;
  /** `undefined` where it is not YAML. */
  readonly parsed: unknown;
  /** Pointers to what can be referred to by name: schemas, path items, components. */
  readonly definitions: readonly string[];
}

/** Reads every file of the descriptions below `specs/`, in one order, whether anything refers to it or not. */
export async function readDescriptionFiles(root: string): Promise<Map<string, DescriptionFile>> {
  const paths: string[] = [];
  for await (const path of glob("specs/**/*.yaml", { cwd: root })) if (!OTHERS.test(path)) paths.push(path);
  const files = paths.sort().map(async (path): Promise<[string, DescriptionFile]> => {
    const absolute = join(root, path);
    const source = new Source(absolute, await readFile(absolute, "utf8"));
    const parsed = parsedOf(source);
    return [absolute, { source, parsed, definitions: definitionsIn(parsed) }];
  });
  return new Map(await Promise.all(files));
}

function parsedOf({ body }: Source): unknown {
  try {
    return parseYaml(body);
  } catch {
    // Redocly reports the mistake where something refers to the file.
    return undefined;
  }
}

/** The members of a root's components, security schemes aside, which are used by name; the members of any other file. */
function definitionsIn(parsed: unknown): string[] {
  const members = membersOf(parsed);
  if (!("openapi" in members)) return Object.keys(members).map((name) => `#/${segmentOf(name)}`);
  return Object.entries(membersOf(members.components))
    .filter(([kind, named]) => kind !== "securitySchemes" && isNode(named))
    .flatMap(([kind, named]) => Object.keys(membersOf(named)).map((name) => `#/components/${kind}/${segmentOf(name)}`));
}
