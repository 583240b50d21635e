import { access } from "node:fs/promises";
import { join } from "node:path";
import { bundle, loadConfig } from "@redocly/openapi-core";
import type { Description } from "@sinch-fetch/codegen/src/description.ts";
import { fromRoot, refuse, unreadable } from "@sinch-fetch/codegen/src/problems.ts";

const MANIFEST = "specs/redocly.yaml";

/** Descriptions by name, each as one document. */
export type Bundles = ReadonlyMap<string, Description>;

/**
 * Bundles the descriptions of a folder, as they are generated from and served: each with the decorators beside it. They
 * are not linted; generation does that.
 *
 * @param root The folder that holds `specs/`; without a manifest in there, it has no descriptions.
 * @throws {BrokenDescription} A description cannot be read; the message has a line for each problem.
 */
export async function bundlesIn(root: string): Promise<Bundles> {
  const configPath = join(root, MANIFEST);
  const isThere = await access(configPath).then(
    () => true,
    () => false,
  );
  if (!isThere) return new Map();
  const config = await loadConfig({ configPath }).catch((error) => {
    throw unreadable(error, MANIFEST, root);
  });
  const bundles = new Map<string, Description>();
  for (const [name, { root: ref }] of Object.entries(config.resolvedConfig.apis ?? {})) {
    const file = join(root, "specs", ref);
    const bundled = await bundle({ ref: file, config: config.forAlias(name) }).catch((error) => {
      throw unreadable(error, fromRoot(file, root), root);
    });
    refuse(bundled.problems, root);
    bundles.set(name, bundled.bundle.parsed as Description);
  }
  return bundles;
}
