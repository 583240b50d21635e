import { join } from "node:path";
import { bundle, loadConfig } from "@redocly/openapi-core";
import { REPOSITORY } from "@sinch-fetch/workspace";

/** The manifest that lists the descriptions. */
export const MANIFEST = join(REPOSITORY, "specs/redocly.yaml");

/** A description of an API, in one document. */
export interface Description {
  /** Its name in the manifest. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** One sentence. */
  readonly summary: string;
  readonly operations: readonly Operation[];
}

/** An operation or a callback of an API. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Method and path of an operation, or the trigger of a callback. */
  readonly address: string;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths?: Readonly<Record<string, PathItem>>;
  readonly webhooks?: Readonly<Record<string, PathItem>>;
}
type PathItem = Readonly<Record<string, unknown>>;
interface DescribedOperation {
  readonly operationId: string;
  readonly tags: readonly [string];
  readonly summary: string;
  readonly description: string;
}

/** Every description that the manifest lists, in its order. */
export async function descriptions(): Promise<Description[]> {
  const config = await loadConfig({ configPath: MANIFEST });
  const apis = Object.entries(config.resolvedConfig.apis ?? {});
  return Promise.all(
    apis.map(async ([name, { root }]) => {
      const ref = join(REPOSITORY, "specs", root);
      const { bundle: document, problems } = await bundle({ ref, config: config.forAlias(name) });
      const [problem] = problems;
      if (problem) throw new Error(`${name}: ${problem.message}`);
      return describe(name, document.parsed as Document);
    }),
  );
}

function describe(name: string, { info, paths = {}, webhooks = {} }: Document): Description {
  const { title, version, description } = info;
  return {
    name,
    title,
    version,
    summary: description.match(/^.*?\.(?=\s|$)/s)?.[0] ?? description,
    operations: [
      ...Object.entries(paths).flatMap(([path, item]) =>
        operations(item, (method) => `${method.toUpperCase()} ${path}`),
      ),
      ...Object.entries(webhooks).flatMap(([trigger, item]) => operations(item, () => trigger)),
    ],
  };
}

function operations(item: PathItem, address: (method: string) => string): Operation[] {
  return Object.entries(item).flatMap(([method, value]) => {
    if (!isOperation(value)) return [];
    const { operationId: id, tags, summary, description } = value;
    return [{ id, tag: tags[0], summary, description, address: address(method) }];
  });
}

function isOperation(value: unknown): value is DescribedOperation {
  return typeof value === "object" && value !== null && "operationId" in value;
}
