import { BrokenDescription } from "@sinch-fetch/description";
import { openManifest } from "@sinch-fetch/description/files";
import { type DescriptionVersions, packageManifests } from "./description-versions.ts";
import { type Outputs, outputsOf } from "./outputs.ts";
import { readmeTables } from "./readme-tables.ts";
import { type Surface, surfaceOf } from "./surface.ts";

/**
 * Everything that is generated from the descriptions of a repository.
 *
 * @param root The folder that holds `specs/`.
 * @param lint Checks the descriptions and generates nothing.
 * @throws {BrokenDescription} With the problems of all descriptions.
 */
export async function generate(root: string, lint = false): Promise<Outputs> {
  const manifest = await openManifest(root);
  const outputs = new Map<string, Outputs>();
  const versions: DescriptionVersions = new Map();
  const surfaces = new Map<string, Surface>();
  // By line: two descriptions that share a file share its problems.
  const problems = new Set<string>();
  const gather = (error: unknown): void => {
    if (!(error instanceof BrokenDescription)) throw error;
    for (const line of error.message.split("\n")) problems.add(line);
  };
  for (const name of manifest.names) {
    const read = manifest.read(name, async (description) => {
      if (lint) return;
      outputs.set(name, outputsOf(name, description, root));
      versions.set(name, description.info.version);
      const surface = surfaceOf(description);
      if (surface !== undefined) surfaces.set(name, surface);
    });
    await read.catch(gather);
  }
  await manifest.checkUse().catch(gather);
  if (problems.size > 0) throw new BrokenDescription([...problems].join("\n"));
  const files = [
    ...outputs.values(),
    await packageManifests(outputs, versions, root),
    await readmeTables(surfaces, root),
  ];
  return new Map(files.flatMap((own) => [...own]));
}
