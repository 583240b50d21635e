import { BrokenDescription } from "./broken-description.ts";
import { openManifest } from "./manifest.ts";
import type { Outputs } from "./outputs.ts";

/**
 * Everything that is generated from the descriptions of a repository.
 *
 * @param root The folder that holds `specs/`.
 * @param lint Checks the descriptions and generates nothing.
 * @throws {BrokenDescription} With the problems of all descriptions.
 */
export async function generate(root: string, lint = false): Promise<Outputs> {
  const manifest = await openManifest(root);
  const outputs: Outputs = new Map();
  // By line: two descriptions that share a file share its problems.
  const problems = new Set<string>();
  for (const name of manifest.names) {
    try {
      const own = await manifest.read(name, async (description) => {
        if (lint) return [];
        // Brings a compiler along, which a description that is only checked, or broken, does not wait for.
        const { outputsOf } = await import("./outputs.ts");
        return outputsOf(name, description);
      });
      for (const [path, content] of own) outputs.set(path, content);
    } catch (error) {
      if (!(error instanceof BrokenDescription)) throw error;
      for (const line of error.message.split("\n")) problems.add(line);
    }
  }
  if (problems.size > 0) throw new BrokenDescription([...problems].join("\n"));
  return outputs;
}
