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

const CONTENT = '["content"]["application/json"]';
const NO_QUERY = "Readonly<Record<string, never>>";

/**
 * The method for an operation. Its arguments are the path parameters, then the body or, without one, the query, then
 * the options, which take the query of an operation with a body.
 */
export function methodOf(operation: LocatedOperation, description: Description, nameType: NameType): Method {
  const { operationId, "x-pagination": pagination } = operation.object;
  const { inPath, inQuery } = clientParameters(operation);
  const body = requestSchema(operation);
  /** The name of a schema, else the way to it through its operation. */
  const typeOf = (schema: Schema, way: string): string => {
    const name = schemaName(schema);
    return name === undefined ? nameType(operationId, "types") + way : nameType(name, "schemas");
  };
  const pathType = ({ name, schema = {} }: Parameter): string => {
    const { type, enum: values } = resolve(description, schema);
    if (type !== "string") throw new BrokenDescription(`path parameter ${name} is not a string`, operationId);
    return values === undefined ? "string" : typeOf(schema, `["parameters"]["path"]["${name}"]`);
  };
  const bodyType = ({ $ref }: Schema): string =>
    $ref === undefined ? `NonNullable<${typeOf({}, '["requestBody"]')}>${CONTENT}` : typeOf({ $ref }, "");

  const named = inPath.map((parameter) => [camelCase(parameter.name), parameter] as const);
  const query = inQuery.length === 0 ? NO_QUERY : nameType(queryName(operation.object), "types");
  const needed = body ? operation.body?.required : inQuery.some(({ required }) => required);
  const responses = responseSchemas(operation).map(([status, schema]) =>
    schema === undefined || isEmptyObject(resolve(description, schema))
      ? "void"
      : typeOf(schema, `["responses"][${statusKey(status)}]${CONTENT}`),
  );
  const parameters = [
    ...named.map(([name, parameter]) => `${name}: ${pathType(parameter)}`),
    `${body ? "body" : "query"}${needed ? "" : "?"}: ${body ? bodyType(body) : query}`,
    `options?: CallOptions${body && inQuery.length > 0 ? `<${query}>` : ""}`,
  ];
  const response = [...new Set(responses)].join(" | ") || "void";
  const result = pagination
    ? `Paged<NonNullable<${response}["${pagination.items}"]>[number], ${response}>`
    : `Promise<${response}>`;
  return { docs: methodDocs(operation, named), signature: `(${parameters.join(", ")}): ${result}` };
}

/** The path parameters of an operation in the order of its path, and its query parameters; clients know no others. */
function clientParameters({ path, parameters, object: { operationId } }: LocatedOperation) {
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
