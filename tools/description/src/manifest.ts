import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  BaseResolver,
  bundle,
  type Config,
  createConfig,
  lint,
  lintConfig,
  loadConfig,
  type NormalizedProblem,
} from "@redocly/openapi-core";
import { BrokenDescription } from "./broken-description.ts";
import type { Description } from "./description.ts";
import { fromRoot, located, refuse, unreadable } from "./problems.ts";
import { namingReferences } from "./references/dangling.ts";
import { readDescriptionFiles } from "./references/description-files.ts";
import { unreferencedIn } from "./references/unreferenced.ts";

/** The manifest that lists the descriptions and the rules for them. */
const MANIFEST = "specs/redocly.yaml";

/** The descriptions that the manifest lists. */
export interface Manifest {
  readonly names: readonly string[];
  /**
   * Checks a description against the rules, and hands it on as one document.
   *
   * @param use What is done with the document.
   * @throws {BrokenDescription} It broke a rule, or `use` refused it; the message says where.
   */
  read<Result>(name: string, use: (description: Description) => Promise<Result>): Promise<Result>;
  /**
   * Checks that the descriptions use every file and every definition below `specs/`. Redocly looks only at what it is
   * led to.
   *
   * @throws {BrokenDescription} They do not; the message has a line for each.
   */
  checkUse(): Promise<void>;
}

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
  const bundles = new Map<string, Description>();
  if (!existsSync(join(root, MANIFEST))) return bundles;
  const config = await loadManifest(root);
  for (const [name, { root: ref }] of Object.entries(config.resolvedConfig.apis ?? {})) {
    bundles.set(name, await bundled({ config: config.forAlias(name), ref: join(root, "specs", ref) }, root));
  }
  return bundles;
}

/**
 * Opens the manifest of the descriptions.
 *
 * @param root The folder that holds `specs/`.
 * @throws {BrokenDescription} It is missing, is not a manifest or lists nothing.
 */
export async function openManifest(root: string): Promise<Manifest> {
  const config = await loadManifest(root);
  refuse(await lintConfig({ config }), root);
  const apis = config.resolvedConfig.apis ?? {};
  if (Object.keys(apis).length === 0) throw new BrokenDescription(`${MANIFEST}:1:1 codegen: lists no description`);
  return {
    names: Object.keys(apis),
    async read(name, use) {
      const ref = apis[name]?.root;
      if (ref === undefined) throw new BrokenDescription(`${MANIFEST}:1:1 codegen: lists no description ${name}`);
      // One resolver for both passes, so that each file is read and parsed once.
      const externalRefResolver = new BaseResolver(config.resolve);
      const given = { config: config.forAlias(name), ref: join(root, "specs", ref), externalRefResolver };
      const problems = problemsOf(given).then((found) => namingReferences(found, root));
      refuse(await reading(problems, given.ref, root), root);
      return use(await bundled(given, root)).catch(async (error) => {
        const path = fromRoot(given.ref, root);
        throw error instanceof BrokenDescription ? await located(error, externalRefResolver, path, root) : error;
      });
    },
    async checkUse() {
      const roots = Object.values(apis).map((api) => join(root, "specs", api.root));
      const lines = unreferencedIn(await readDescriptionFiles(root), roots, root);
      if (lines.length > 0) throw new BrokenDescription(lines.join("\n"));
    },
  };
}

/** What Redocly reads a description with. */
interface Given {
  readonly config: Config;
  readonly ref: string;
  readonly externalRefResolver?: BaseResolver;
}

function loadManifest(root: string): Promise<Config> {
  const configPath = join(root, MANIFEST);
  return reading(loadConfig({ configPath }), configPath, root);
}

async function bundled(given: Given, root: string): Promise<Description> {
  const { bundle: document, problems } = await reading(bundle(given), given.ref, root);
  refuse(problems, root);
  return document.parsed as Description;
}

function reading<Result>(read: Promise<Result>, file: string, root: string): Promise<Result> {
  return read.catch((error) => {
    throw unreadable(error, fromRoot(file, root), root);
  });
}

async function problemsOf(given: Given): Promise<NormalizedProblem[]> {
  try {
    return await lint(given);
  } catch (error) {
    // Rules expect the shape of an OpenAPI document, and stumble over another one before its own rule reports it.
    const problems = await lint({ ...given, config: await createConfig({ rules: { struct: "error" } }) });
    if (problems.length === 0) throw error;
    return problems;
  }
}
