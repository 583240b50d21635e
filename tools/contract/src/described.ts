import { listOf, listOperations, methodName, type Operation, resourceName, textsOf } from "@sinch-fetch/description";
import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import { type Document, type Json, readDocument } from "./document.ts";

/** A response that a description documents. */
export interface DescribedResponse {
  /** As the description has it: a status, or `default`. */
  readonly documented: string;
  /** The status to ask for: for `default`, one that the operation does not document by itself. */
  readonly status: number;
  /** Examples of its body, by name; empty for a response without a documented body. */
  readonly examples: ReadonlyMap<string, unknown>;
}

/** A parameter in a path. */
export interface DescribedPathParameter {
  readonly name: string;
  readonly example: string;
  /** Whether it takes any text. */
  readonly isFree: boolean;
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
  /** In the order of the path, without the project. */
  readonly pathParameters: readonly DescribedPathParameter[];
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

/** Reads the operations of a bundled description from the files that the mock serves. */
export async function readOperations(api: string): Promise<DescribedOperation[]> {
  const document = await readDocument(api);
  return listOperations(document.root.paths, document.at).map((operation) => operationOf(document, operation));
}

function operationOf(
  { root, at }: Document,
  { method, path: fullPath, object: operation, parameters }: Operation,
): DescribedOperation {
  const path = fullPath.replace(PREFIX, "");
  const inQuery = parameters.filter((parameter) => parameter.in === "query").map(({ object }) => object);
  const isIdempotent = operation["x-idempotent"] ?? IDEMPOTENT_METHODS.includes(method);
  const { items } = at(operation["x-pagination"]);
  const { operationId, tags, "x-method": givenName } = operation;
  const named = {
    operationId: String(operationId),
    tags: textsOf(tags),
    ...(typeof givenName === "string" && { "x-method": givenName }),
  };
  return {
    id: named.operationId,
    method,
    resource: resourceName(named),
    methodName: methodName(named),
    fullPath,
    path,
    pathParameters: [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => {
      const { example, schema } = parameters.find((parameter) => parameter.name === name)?.object ?? {};
      return { name, example: String(example), isFree: !("enum" in at(schema)) };
    }),
    query: Object.fromEntries(
      inQuery.filter(({ example }) => example !== undefined).map(({ name, example }) => [name, String(example)]),
    ),
    requiredQuery: inQuery.filter(({ required }) => required === true).map(({ name }) => String(name)),
    requests: examples(at, operation.requestBody),
    requiredFields: [...new Set(required(at, content(at, operation.requestBody).schema))],
    responses: responsesOf(at, operation),
    security: listOf(operation.security ?? root.security).flatMap((scheme) => Object.keys(at(scheme))),
    isIdempotent: isIdempotent === true,
    items: typeof items === "string" ? items : undefined,
  };
}

function responsesOf(at: Document["at"], { responses }: Json): DescribedResponse[] {
  const documented = at(responses);
  const unnamed = ANY_FAILURE.find((status) => !(status in documented));
  return Object.entries(documented).map(([status, response]) => ({
    documented: status,
    status: status === "default" ? Number(unnamed) : Number(status),
    examples: examples(at, response),
  }));
}

function content(at: Document["at"], carrier: unknown): Json {
  return at(at(at(carrier).content)["application/json"]);
}

function examples(at: Document["at"], carrier: unknown): Map<string, unknown> {
  const named = Object.entries(at(content(at, carrier).examples));
  return new Map(named.map(([name, example]) => [name, at(example).value]));
}

function required(at: Document["at"], node: unknown): string[] {
  const schema = at(node);
  const parts = [...listOf(schema.allOf), ...listOf(schema.oneOf), ...listOf(schema.anyOf)];
  return [...listOf(schema.required).map(String), ...parts.flatMap((part) => required(at, part))];
}
