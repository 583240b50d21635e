import {
  BrokenDescription,
  type Description,
  type LocatedOperation,
  operationsOf,
  resolve,
  type Schema,
} from "@sinch-fetch/description";
import type { Bounds, Operation, Pagination } from "@sinch-fetch/http/client";
import { boundsOf } from "./bounds.ts";
import { requestSchema, responseSchemas } from "./content.ts";
import { namedOperations } from "./named-operations.ts";
import { queryArraysOf } from "./query-arrays.ts";
import { unsetOf } from "./unset.ts";

/** An object's members, those of its `allOf` among them. */
interface Shape {
  readonly type: Schema["type"];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  /** Whether it takes no other members. */
  readonly isClosed: boolean;
}

const SCHEMES: Record<string, string> = { basic: "basic", bearer: "bearer", oauth2: "bearer" };

/**
 * What a client knows of its API at run time: the table of its operations, from which its methods are made, and the
 * facts that its options are checked against. `prefix` is what it puts before its paths.
 */
export function generateOperations(description: Description, prefix: string): string {
  const resources = [...namedOperations(description)].map(([resource, methods]) => {
    const facts = [...methods].map(([name, operation]) => [name, JSON.stringify(factsOf(operation, description))]);
    return `  ${resource}: {\n${facts.map(([name, fact]) => `    ${name}: ${fact},\n`).join("")}  },\n`;
  });
  const facts = apiFacts(description, prefix);
  const members = Object.entries(facts).map(([name, fact]) => `  ${name}: ${JSON.stringify(fact)},\n`);
  const union = (values: readonly string[]): string => values.map((value) => JSON.stringify(value)).join(" | ");
  return [
    'import type { ApiFacts, OperationTable } from "@sinch-fetch/http/client";\n' +
      'import manifest from "../package.json" with { type: "json" };\n',
    `export const operations: OperationTable = {\n${resources.join("")}};\n`,
    `/** Regions that the API has hosts in. */\nexport type Region = ${union(facts.regions)};\n`,
    `/** Authentication schemes that the API documents. */\nexport type Scheme = ${union(facts.schemes)};\n`,
    `export const api: ApiFacts<Region, Scheme> = {
  // A build puts the texts in their place, so that each release names itself without being generated again.
  package: manifest.name,
  version: manifest.version,
${members.join("")}};
`,
  ].join("\n");
}

/** Facts as JSON has them, which leaves out what is `undefined`. */
type Written<Facts> = Readonly<Record<keyof Facts, unknown>>;

function factsOf(operation: LocatedOperation, description: Description): Written<Operation> {
  const { method, path, object } = operation;
  const schema = requestSchema(operation);
  const result = resultOf(operation, description);
  const bounds = schema && { ...membersOf(schema, description, result), ...boundsOf(schema, description) };
  return {
    id: object.operationId,
    method,
    path,
    idempotent: object["x-idempotent"],
    body: schema && true,
    pagination: paginationOf(operation),
    result,
    bounds: bounds && Object.keys(bounds).length > 0 ? bounds : undefined,
    unset: schema && unsetOf(schema, description),
    query: boundsOf(querySchema(operation), description),
  };
}

/**
 * What a success of an operation must hold to be of use: the ids that its description requires, none if any object will
 * do; `undefined` where it may be empty, is a list, or may be another thing.
 */
function resultOf(operation: LocatedOperation, description: Description): readonly string[] | undefined {
  const schemas = responseSchemas(operation).map(([, schema]) => schema && shapeOf(schema, description));
  const [first] = schemas;
  if (!first || schemas.length > 1) return undefined;
  const { type, properties, required } = first;
  if (type !== "object" || Object.keys(properties).length === 0) return undefined;
  return required.filter((name) => /(^|_)id$/.test(name) && properties[name]?.type === "string").sort();
}

/**
 * The members that a request body must have; and all that it may have, where its success says nothing of what was done: the
 * API would ignore a misspelt one in silence.
 */
function membersOf(schema: Schema, description: Description, result: readonly string[] | undefined): Bounds {
  const { properties, required, isClosed } = shapeOf(schema, description);
  return {
    ...(required.length > 0 ? { required } : {}),
    ...(isClosed && result === undefined ? { known: Object.keys(properties) } : {}),
  };
}

/** The shape of a schema, its `$ref`s followed. */
function shapeOf(schema: Schema, description: Description): Shape {
  const resolved = resolve(description, schema);
  const { type, properties = {}, required = [], allOf = [] } = resolved;
  const parts = allOf.map((part) => shapeOf(part, description));
  const own = Object.entries(properties).map(([name, property]) => [name, resolve(description, property)] as const);
  return {
    type,
    properties: Object.fromEntries([...parts.flatMap((part) => Object.entries(part.properties)), ...own]),
    required: [...new Set([...parts.flatMap((part) => part.required), ...required])],
    isClosed: resolved.additionalProperties === false || resolved.unevaluatedProperties === false,
  };
}

function querySchema({ parameters }: LocatedOperation): Schema {
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  return { properties: Object.fromEntries(inQuery.map(({ name, schema = {} }) => [name, schema])) };
}

/** How a list is paged, checked against what the operation takes. */
function paginationOf({ object, body, parameters }: LocatedOperation): Written<Pagination> | undefined {
  const paging = object["x-pagination"];
  if (paging === undefined) return undefined;
  const { in: place, items, token, next, query } = paging;
  const isInQuery = (name: string) =>
    parameters.some((parameter) => parameter.in === "query" && parameter.name === name);
  if (token !== undefined && (place === "body" ? body === undefined : !isInQuery(token))) {
    throw new BrokenDescription(`x-pagination: there is no ${token} in its ${place}`, object.operationId);
  }
  const unknown = Object.keys(query ?? {}).find((name) => !isInQuery(name));
  if (unknown !== undefined) {
    throw new BrokenDescription(`x-pagination: there is no ${unknown} in its query`, object.operationId);
  }
  return { items, token, next, query };
}

function apiFacts(description: Description, prefix: string) {
  const [server] = description.servers ?? [];
  const region = server?.variables?.region;
  if (!server || !region?.enum) {
    throw new BrokenDescription("the first server has no variable `region` with an enum, which clients offer");
  }
  const alternatives = [
    ...(description.security ?? []),
    ...operationsOf(description).flatMap(({ object }) => object.security ?? []),
  ];
  const schemes = alternatives.flatMap(Object.keys).map((name) => {
    const scheme = description.components?.securitySchemes?.[name];
    const known = SCHEMES[(scheme?.type === "http" ? scheme.scheme : scheme?.type) ?? ""];
    if (known === undefined) throw new BrokenDescription(`security scheme ${name} is neither Basic, Bearer nor OAuth2`);
    return known;
  });
  const queryArrays = queryArraysOf(description);
  return {
    server: server.url,
    regions: region.enum,
    defaultRegion: region.default,
    prefix,
    schemes: [...new Set(schemes)].sort(),
    ...(queryArrays ? { queryArrays } : {}),
  };
}
