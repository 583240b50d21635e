import {
  BrokenDescription,
  camelCase,
  type Description,
  type LocatedOperation,
  type Parameter,
  resolve,
  type Schema,
  schemaName,
} from "@sinch-fetch/description";
import { requestSchema, responseSchemas } from "./content.ts";
import { docComment } from "./docs.ts";
import { queryName } from "./wire-types.ts";

/** The type of a method, ready to be written after its name. */
export interface Method {
  readonly docs: string;
  readonly signature: string;
}

/** Takes note of a generated type, by its name, as one that is used. */
export type NameType = (name: string, from: "schemas" | "types") => string;

const NO_QUERY = "Readonly<Record<string, never>>";

/**
 * The method for an operation. Its arguments are the path parameters, then the body or, without one, the query, then
 * the options, which take the query of an operation with a body.
 */
export function methodOf(operation: LocatedOperation, description: Description, nameType: NameType): Method {
  const { operationId } = operation.object;
  const { inPath, inQuery } = clientParameters(operation);
  const body = requestSchema(operation);
  const types = typesOf(operationId, nameType);

  const named = inPath.map((parameter) => [camelCase(parameter.name), parameter] as const);
  const query = inQuery.length === 0 ? NO_QUERY : nameType(queryName(operation.object), "types");
  const needed = body ? operation.body?.required : inQuery.some(({ required }) => required);
  const data = body ? "body" : "query";
  const responses = responseSchemas(operation).map(([status, schema]) =>
    schema === undefined || isEmptyObject(resolve(description, schema)) ? "void" : types.response(status, schema),
  );

  const parameters = [
    ...named.map(([name, parameter]) => `${name}: ${pathType(parameter, operationId, description, types.path)}`),
    `${data}${needed ? "" : "?"}: ${body ? types.body(body) : query}`,
    `options?: CallOptions${body && inQuery.length > 0 ? `<${query}>` : ""}`,
  ];
  const pagination = operation.object["x-pagination"];
  const response = [...new Set(responses)].join(" | ") || "void";
  const result = pagination
    ? `Paged<NonNullable<${response}["${pagination.items}"]>[number], ${response}>`
    : `Promise<${response}>`;
  return { docs: methodDocs(operation, named), signature: `(${parameters.join(", ")}): ${result}` };
}

/** The path parameters of an operation in the order of its path, and its query parameters; clients know no others. */
function clientParameters({ path, parameters, object }: LocatedOperation): {
  inPath: Parameter[];
  inQuery: Parameter[];
} {
  const { operationId } = object;
  const elsewhere = parameters.find(({ in: place }) => place !== "path" && place !== "query");
  if (elsewhere) {
    const { in: place, name } = elsewhere;
    throw new BrokenDescription(`${place} parameter ${name}: clients know path and query parameters only`, operationId);
  }
  const inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => {
    const parameter = parameters.find((candidate) => candidate.in === "path" && candidate.name === name);
    if (!parameter) throw new BrokenDescription(`path parameter ${name} is not described`, operationId);
    return parameter;
  });
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  return { inPath, inQuery };
}

/** How the types of an operation's parts are written: the name of a schema, else the way to it through the operation. */
function typesOf(operationId: string, nameType: NameType) {
  const typeOf = (schema: Schema, way: string): string => {
    const name = schemaName(schema);
    return name === undefined ? nameType(operationId, "types") + way : nameType(name, "schemas");
  };
  return {
    path: ({ name, schema = {} }: Parameter) => typeOf(schema, `["parameters"]["path"]["${name}"]`),
    body: ({ $ref, ...schema }: Schema) =>
      $ref === undefined
        ? `NonNullable<${typeOf(schema, '["requestBody"]')}>["content"]["application/json"]`
        : typeOf({ $ref }, ""),
    response: (status: string, schema: Schema) =>
      typeOf(schema, `["responses"][${statusKey(status)}]["content"]["application/json"]`),
  };
}

function pathType(
  parameter: Parameter,
  operationId: string,
  description: Description,
  typeOf: (parameter: Parameter) => string,
): string {
  const { type, enum: values } = resolve(description, parameter.schema ?? {});
  if (type !== "string") throw new BrokenDescription(`path parameter ${parameter.name} is not a string`, operationId);
  return values === undefined ? "string" : typeOf(parameter);
}

/** `200`, but `"2XX"`: as the generated types have it. */
function statusKey(status: string): string {
  return /^\d+$/.test(status) ? status : JSON.stringify(status);
}

/** Whether a schema says no more than that there is an object: nothing can be read from it. */
function isEmptyObject({ description, example, examples, properties = {}, ...rules }: Schema): boolean {
  return rules.type === "object" && Object.keys(rules).length === 1 && Object.keys(properties).length === 0;
}

/** The docs of a method, of whose path parameters each has the name of its argument. */
function methodDocs(operation: LocatedOperation, inPath: readonly (readonly [string, Parameter])[]): string {
  const { object, body } = operation;
  const responses = Object.entries(operation.responses);
  const tags = [
    ...inPath.map(([name, { description }]) => `@param ${name} ${oneLine(description)}`),
    ...(body ? [`@param body ${oneLine(body.description)}`] : []),
    ...responses
      .filter(isSuccess)
      .map(([, { description }]) => `@returns ${oneLine(description)}`)
      .slice(0, 1),
    ...responses
      .filter((response) => !isSuccess(response))
      .map(([status, { description }]) => `@throws {ApiError} ${status}: ${oneLine(description)}`),
    ...(object.externalDocs ? [`@see ${object.externalDocs.url}`] : []),
    ...(object.deprecated ? ["@deprecated"] : []),
  ];
  return docComment([object.summary && sentence(object.summary), object.description, tags.join("\n")], 2);
}

function isSuccess([status]: readonly [status: string, unknown]): boolean {
  return status.startsWith("2");
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function oneLine(text = ""): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
