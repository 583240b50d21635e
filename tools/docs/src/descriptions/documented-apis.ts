import {
  type Body,
  type Description,
  type LocatedOperation,
  methodName,
  operationsOf,
  projectPrefix,
  resourceName,
} from "@sinch-fetch/description";
import { bundlesIn } from "@sinch-fetch/description/files";
import { REPOSITORY } from "@sinch-fetch/workspace";

/** An API, as its description has it. */
export interface DocumentedApi {
  /** Its name in the manifest, such as `conversation`. */
  readonly name: string;
  readonly title: string;
  /** Whether a package has a client for it; its name is that of the API. */
  readonly hasClient: boolean;
  readonly description: Description;
  readonly operations: readonly DocumentedOperation[];
  readonly callbacks: readonly DocumentedOperation[];
}

/** An operation or a callback, in its place. */
export interface DocumentedOperation extends LocatedOperation {
  readonly api: string;
  /** What it is called: `messages.send`, the trigger of a callback, or its summary where there is no client. */
  readonly name: string;
  readonly resource: string;
  /** Its page. */
  readonly address: string;
}

/** An example of a description, with the sentence that it says about itself. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** Reads every API that the manifest lists, in its order. */
export async function documentedApis(): Promise<DocumentedApi[]> {
  return [...(await bundlesIn(REPOSITORY))].map(([name, description]) => {
    const hasClient = projectPrefix(description) !== undefined;
    const callbacks = { ...description, paths: description.webhooks ?? {} };
    return {
      name,
      title: description.info.title,
      hasClient,
      description,
      operations: operationsOf(description).map((one) => placed(name, one, hasClient)),
      callbacks: operationsOf(callbacks).map((one) => ({
        ...one,
        api: name,
        name: one.path,
        resource: "callbacks",
        address: `/api/callbacks/${one.path.toLowerCase().replaceAll("_", "-")}`,
      })),
    };
  });
}

function placed(api: string, one: LocatedOperation, hasClient: boolean): DocumentedOperation {
  const resource = resourceName(one.object);
  const method = methodName(one.object);
  const name = hasClient ? `${resource}.${method}` : (one.object.summary ?? one.object.operationId);
  return { ...one, api, name, resource, address: `/api/${api}/${slug(resource)}-${slug(method)}` };
}

function slug(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What a body holds, in the one media type that it has. */
export function contentOf(body: Body | undefined) {
  return Object.values(body?.content ?? {})[0];
}

/** The examples of a JSON body, by name. */
export function examplesOf(body: Body | undefined): readonly Example[] {
  return Object.values(contentOf(body)?.examples ?? {})
    .map(Object)
    .filter((example) => "value" in example)
    .map(({ summary = "", value }) => ({ summary, value }));
}
