import { readFile } from "node:fs/promises";
import {
  type Body,
  type Description,
  type LocatedOperation,
  listOf,
  methodName,
  operationsOf,
  resolve,
  resourceName,
  type Schema,
  schemaName,
} from "@sinch-fetch/description";
import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";

/** A response that a description documents. */
export interface DescribedResponse {
  /** As the description has it: a status, or `default`. */
  readonly documented: string;
  /** The status to ask for: for `default`, one that the operation does not document by itself. */
  readonly status: number;
  /** Examples of its body, by name; empty for a response without a documented body. */
  readonly examples: ReadonlyMap<string, unknown>;
}

/** An operation as its description documents it. */
export interface DescribedOperation {
  readonly id: string;
  /** Of the HTTP request, in capitals. */
  readonly method: string;
  /** Member of a client that has its method. */
  readonly resource: string;
  /** Of the resource. */
  readonly methodName: string;
  /** The whole path template. */
  readonly fullPath: string;
  /** Path template, below the project where it belongs to one. */
  readonly path: string;
  /** In the order of the path, without the project; one that is free takes any text. */
  readonly pathParameters: readonly { readonly name: string; readonly example: string; readonly isFree: boolean }[];
  /** Example values of the query parameters that have one, which the required ones do. */
  readonly query: Readonly<Record<string, string>>;
  readonly requiredQuery: readonly string[];
  /** Examples of its request body, by name; empty for an operation without one. */
  readonly requests: ReadonlyMap<string, unknown>;
  /** Members that a request body must have, those of one of several alternatives included. */
  readonly requiredFields: readonly string[];
  readonly responses: readonly DescribedResponse[];
  /** Names of the security schemes that are each sufficient. */
  readonly security: readonly string[];
  /** Whether sending it twice has the effect of sending it once. */
  readonly isIdempotent: boolean;
  /** Member of its response that holds the items, for a list. */
  readonly items: string | undefined;
}

const PREFIX = /^\/v\d+\/projects\/\{project_id\}/;
/** What is asked for to see a `default` response: the first that the operation does not document by itself. */
const ANY_FAILURE = [404, 409];

type ParameterWithExample = LocatedOperation["parameters"][number] & { readonly example?: unknown };

/** Reads a bundled description from the files that the mock serves. */
export async function readDescription(api: string): Promise<Description> {
  const file = new URL(`../../../packages/mock/descriptions/${api}.gen.json`, import.meta.url);
  return JSON.parse(await readFile(file, "utf8"));
}

/** Reads the operations of a description. */
export async function readOperations(api: string): Promise<DescribedOperation[]> {
  const description = await readDescription(api);
  return operationsOf(description).map((operation) => operationOf(description, operation));
}

/**
 * Reads the examples that schemas carry themselves, which therefore no operation carries: of all schemas that requests are
 * made of, each with its place among those of the schema, from 1.
 */
export async function readSchemaExamples(api: string): Promise<{ schema: string; number: number; value: unknown }[]> {
  const description = await readDescription(api);
  const schemas = new Map<string, object>();
  for (const { body } of operationsOf(description)) addSchemas(description, body, schemas);
  return [...schemas].flatMap(([schema, node]) =>
    listOf(Object(node).examples).map((value, index) => ({ schema, number: index + 1, value })),
  );
}

/** Reads the examples of all callbacks. */
export async function readCallbackExamples(api: string): Promise<{ trigger: string; name: string; body: unknown }[]> {
  const description = await readDescription(api);
  const callbacks = operationsOf({ ...description, paths: description.webhooks ?? {} });
  return callbacks.flatMap(({ path: trigger, body: carrier }) =>
    [...examplesOf(description, carrier)].map(([name, body]) => ({ trigger, name, body })),
  );
}

function operationOf(description: Description, operation: LocatedOperation): DescribedOperation {
  const { method, path: fullPath, parameters, body, responses, object } = operation;
  const path = fullPath.replace(PREFIX, "");
  const inQuery: readonly ParameterWithExample[] = parameters.filter((parameter) => parameter.in === "query");
  return {
    id: object.operationId,
    method,
    resource: resourceName(object),
    methodName: methodName(object),
    fullPath,
    path,
    pathParameters: [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => {
      const parameter: ParameterWithExample | undefined = parameters.find((parameter) => parameter.name === name);
      const { enum: values } = resolve<Schema>(description, parameter?.schema ?? {});
      return { name, example: String(parameter?.example), isFree: values === undefined };
    }),
    query: Object.fromEntries(
      inQuery.filter(({ example }) => example !== undefined).map(({ name, example }) => [name, String(example)]),
    ),
    requiredQuery: inQuery.filter(({ required }) => required).map(({ name }) => name),
    requests: examplesOf(description, body),
    requiredFields: [...new Set(requiredOf(description, body?.content?.["application/json"]?.schema ?? {}))],
    responses: Object.entries(responses).map(([documented, response]) => ({
      documented,
      status:
        documented === "default" ? Number(ANY_FAILURE.find((status) => !(status in responses))) : Number(documented),
      examples: examplesOf(description, response),
    })),
    security: (object.security ?? description.security ?? []).flatMap(Object.keys),
    isIdempotent: object["x-idempotent"] ?? IDEMPOTENT_METHODS.includes(method),
    items: object["x-pagination"]?.items,
  };
}

function examplesOf(description: Description, carrier: Body | undefined): Map<string, unknown> {
  const examples = Object.entries(carrier?.content?.["application/json"]?.examples ?? {});
  return new Map(examples.map(([name, example]) => [name, Object(resolve(description, Object(example))).value]));
}

function requiredOf(description: Description, node: Schema): string[] {
  const { required = [], allOf = [], oneOf = [], anyOf = [] } = resolve<Schema>(description, node);
  return [...required, ...[...allOf, ...oneOf, ...anyOf].flatMap((part) => requiredOf(description, part))];
}

/** Adds the schemas that a part of the description refers to, and those that they do. */
function addSchemas(description: Description, node: unknown, schemas: Map<string, object>): void {
  if (typeof node !== "object" || node === null) return;
  const name = schemaName(node);
  if (name !== undefined && schemas.has(name)) return;
  const target = resolve<object>(description, node);
  if (name !== undefined) schemas.set(name, target);
  for (const part of Object.values(target)) addSchemas(description, part, schemas);
}
