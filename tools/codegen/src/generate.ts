import { BrokenDescription, type Description } from "@sinch-fetch/description";
import { openManifest } from "@sinch-fetch/description/files";
import { packageManifests } from "./description-versions.ts";
import { type Outputs, outputsOf } from "./outputs.ts";
import { readmeTables } from "./readme-tables.ts";

/** Generates everything from the descriptions of a repository, or only checks them; throws with all their problems. */
export async function generate(root: string, lint = false): Promise<Outputs> {
  const manifest = await openManifest(root);
  const descriptions = new Map<string, Description>();
  const outputs = new Map<string, Outputs>();
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
      descriptions.set(name, description);
    });
    await read.catch(gather);
  }
  await manifest.checkUse().catch(gather);
  if (problems.size > 0) throw new BrokenDescription([...problems].join("\n"));
  const files = [
    ...outputs.values(),
    await packageManifests(outputs, descriptions, root),
    await readmeTables(descriptions, root),
  ];
  return new Map(files.flatMap((own) => [...own]));
}
