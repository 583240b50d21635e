import { BrokenDescription } from "./broken-description.ts";
import { membersOf, type Node } from "./node.ts";
import { listOperations } from "./operations.ts";
import { pointedAt } from "./pointer.ts";

/** A JSON Schema 2020-12, as far as generation looks into it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  pattern?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  [keyword: string]: unknown;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: "path" | "query" | "header" | "cookie";
  description?: string;
  required?: boolean;
  schema?: Schema;
  style?: string;
  explode?: boolean;
}

export interface Body {
  $ref?: string;
  description?: string;
  required?: boolean;
  content?: Record<string, { schema?: Schema; examples?: Record<string, unknown> }>;
}

export interface OperationObject {
  operationId: string;
  tags: string[];
  summary?: string;
  description?: string;
  deprecated?: boolean;
  externalDocs?: { url: string };
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Body>;
  security?: Record<string, string[]>[];
  "x-method"?: string;
  "x-idempotent"?: boolean;
  "x-payload-property"?: string;
  "x-pagination"?: {
    items: string;
    token?: string;
    next?: string;
    in?: "query" | "body";
    query?: Record<string, number>;
  };
}

export interface PathItem {
  parameters?: Parameter[];
  [method: string]: OperationObject | Parameter[] | undefined;
}

/** A bundled OpenAPI description: one document, its references all within it. */
export interface Description {
  openapi: string;
  info: { title: string; version: string; description?: string };
  servers?: { url: string; variables?: Record<string, { enum?: string[]; default: string }> }[];
  security?: Record<string, string[]>[];
  tags?: { name: string; description?: string }[];
  paths: Record<string, PathItem>;
  /** Callbacks by trigger. */
  webhooks?: Record<string, PathItem>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    requestBodies?: Record<string, Body>;
    responses?: Record<string, Body>;
    securitySchemes?: Record<string, { type: string; scheme?: string }>;
  };
}

/** An operation in its place, references resolved. */
export interface LocatedOperation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: Readonly<Record<string, Body>>;
  readonly object: OperationObject;
}

/**
 * Follows a reference within the document; a value without one is returned as it is.
 *
 * @throws {BrokenDescription} It leads nowhere.
 */
export function resolve<Found extends object>(description: Description, node: Found & { $ref?: string }): Found {
  return follow(description, node) as Found;
}

function follow(description: Description, node: object): object {
  if (!("$ref" in node) || typeof node.$ref !== "string") return node;
  const target = pointedAt(description, node.$ref);
  if (typeof target !== "object" || target === null) throw new BrokenDescription(`${node.$ref} leads nowhere`);
  return follow(description, target);
}

/** Lists the operations of a description, in the order of its paths. */
export function operationsOf(description: Description): LocatedOperation[] {
  const followed = (value: unknown): Node => membersOf(follow(description, membersOf(value)));
  return listOperations(description.paths, followed).map(({ method, path, parameters, object: node }) => {
    const object = node as OperationObject & Node;
    const responses = Object.entries(object.responses).map(([status, response]) => [
      status,
      resolve<Body>(description, response),
    ]);
    return {
      method,
      path,
      parameters: parameters.map((parameter) => parameter.object as Parameter & Node),
      body: object.requestBody && resolve<Body>(description, object.requestBody),
      responses: Object.fromEntries(responses),
      object,
    };
  });
}
