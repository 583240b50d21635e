import { BrokenDescription } from "./broken-description.ts";

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
  "x-pagination"?: { items: string; token?: string; next?: string; in?: "query" | "body" };
}

export interface PathItem {
  parameters?: Parameter[];
  [method: string]: OperationObject | Parameter[] | undefined;
}

/** A bundled OpenAPI description: one document, its references all within it. */
export interface Description {
  openapi: string;
  info: { title: string; version: string };
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

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Follows a reference within the document; a value without one is returned as it is. */
export function resolve<Node extends object>(description: Description, node: Node & { $ref?: string }): Node {
  if (node.$ref === undefined) return node;
  const keys = node.$ref
    .replace(/^#\//, "")
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const target = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], description);
  if (typeof target !== "object" || target === null) throw new BrokenDescription(`${node.$ref} leads nowhere`);
  return resolve(description, target as Node);
}

/** The operations of a description, in the order of its paths. */
export function operationsOf(description: Description): LocatedOperation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const object = item[method];
      if (object === undefined || Array.isArray(object)) return [];
      const responses = Object.entries(object.responses).map(([status, response]) => [
        status,
        resolve<Body>(description, response),
      ]);
      return [
        {
          method: method.toUpperCase(),
          path,
          parameters: parametersOf(item, object, description),
          body: object.requestBody && resolve<Body>(description, object.requestBody),
          responses: Object.fromEntries(responses),
          object,
        },
      ];
    }),
  );
}

/** The parameters of an operation and those of its path, over which its own prevail. */
function parametersOf(item: PathItem, object: OperationObject, description: Description): Parameter[] {
  const parameters = [...(item.parameters ?? []), ...(object.parameters ?? [])].map((parameter) =>
    resolve<Parameter>(description, parameter),
  );
  return [...new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}
