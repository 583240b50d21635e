import { join } from "node:path";
import { type Description as Bundle, type OperationObject, operationsOf } from "@sinch-fetch/description";
import { bundlesIn } from "@sinch-fetch/description/files";
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

/** Every description that the manifest lists, in its order. */
export async function descriptions(): Promise<Description[]> {
  return [...(await bundlesIn(REPOSITORY))].map(([name, document]) => describe(name, document));
}

function describe(name: string, bundle: Bundle): Description {
  const { title, version, description = "" } = bundle.info;
  const callbacks = { ...bundle, paths: bundle.webhooks ?? {} };
  return {
    name,
    title,
    version,
    summary: description.match(/^.*?\.(?=\s|$)/s)?.[0] ?? description,
    operations: [
      ...operationsOf(bundle).map(({ method, path, object }) => operation(object, `${method} ${path}`)),
      ...operationsOf(callbacks).map(({ path, object }) => operation(object, path)),
    ],
  };
}

function operation(
  { operationId, tags: [tag = ""], summary = "", description = "" }: OperationObject,
  address: string,
): Operation {
  return { id: operationId, tag, summary, description, address };
}
