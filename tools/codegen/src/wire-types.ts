import {
  type Body,
  type Description,
  methodName,
  type OperationObject,
  operationsOf,
  type Parameter,
  type PathItem,
  pascalCase,
  resolve,
  resourceName,
} from "@sinch-fetch/description";
import { docsOf, member, sorted, typeOf } from "./schema-types.ts";
import { type Declaration, type Member, NEVER, type Type, UNKNOWN } from "./type-tree.ts";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
const PLACES = ["query", "header", "path", "cookie"] as const;
const HEADERS: Member = { name: "headers", type: { members: [{ name: "[name: string]", type: UNKNOWN }] } };

/** The name of the type of an operation's query, such as `MessagesListQuery`. */
export function queryName(operation: OperationObject): string {
  return `${pascalCase(resourceName(operation))}${pascalCase(methodName(operation))}Query`;
}

/** What openapi-fetch reads: `paths`, the queries and the operations, and of `components` what they refer to. */
export function wireTypes(view: Description): Declaration[] {
  const paths = sorted(view.paths);
  const queries: Declaration[] = [];
  const operations = operationsOf({ ...view, paths: Object.fromEntries(paths) }).map(({ object, parameters, body }) => {
    const method = `\`${resourceName(object)}.${methodName(object)}\``;
    const query = membersIn("query", parameters, view);
    const named = query.length > 0 ? { name: queryName(object) } : undefined;
    if (named) queries.push({ ...named, type: { members: query }, docs: `The query of ${method}.` });
    const { requestBody } = object;
    const requested: Member = requestBody
      ? { ...bodyMember("requestBody", requestBody, view), isOptional: !body?.required }
      : absent("requestBody");
    return {
      name: object.operationId,
      docs: `What ${method} takes and returns, by status, at the wire level.`,
      type: {
        members: [parametersMember(parameters, view, named), requested, responsesMember(object.responses, view)],
      },
    };
  });
  const { responses, requestBodies } = view.components ?? {};
  const bodies = sorted(requestBodies).map(([name, body]) => bodyMember(name, body, view));
  const shared: Member[] = [
    ...(responses ? [responsesMember(responses, view)] : []),
    ...(requestBodies ? [{ name: "requestBodies", type: { members: bodies } }] : []),
  ];
  return [
    {
      name: "paths",
      docs: "The operations of the API by path, without the project's prefix, as `openapi-fetch` reads them.",
      type: { members: paths.map(([path, item]) => pathMember(path, item, view)) },
    },
    ...queries,
    ...operations,
    ...(shared.length > 0
      ? [{ name: "components", docs: "What several operations share.", type: { members: shared } }]
      : []),
  ];
}

function pathMember(name: string, item: PathItem, view: Description): Member {
  const parameters = (item.parameters ?? []).map((parameter) => resolve(view, parameter));
  const methods = METHODS.map((method): Member => {
    const object = item[method];
    if (object === undefined || Array.isArray(object)) return absent(method);
    return { name: method, type: { name: object.operationId }, docs: docsOf(object) };
  });
  return { name, type: { members: [parametersMember(parameters, view), ...methods] } };
}

/** The parameters by place; the query by its name if it has one. */
function parametersMember(parameters: readonly Parameter[], view: Description, query?: Type): Member {
  const members = PLACES.map((name): Member => {
    const found = membersIn(name, parameters, view);
    if (found.length === 0) return absent(name);
    const isOptional = found.every((member) => member.isOptional);
    return { name, isOptional, type: (name === "query" && query) || { members: found } };
  });
  return { name: "parameters", type: { members } };
}

function membersIn(place: Parameter["in"], parameters: readonly Parameter[], view: Description): Member[] {
  const found = parameters.filter((parameter) => parameter.in === place).map((one) => [one.name, one] as const);
  return sorted(Object.fromEntries(found)).map(([name, parameter]) =>
    member({
      name,
      type: typeOf(parameter.schema ?? { type: "string" }, view),
      isOptional: place !== "path" && !parameter.required,
      docs: docsOf(parameter),
    }),
  );
}

function responsesMember(responses: Readonly<Record<string, Body>>, view: Description): Member {
  const members = sorted(responses).map(([name, response]) => ({
    name,
    type: sharedType(response) ?? { members: [HEADERS, contentMember(response, view)] },
    docs: docsOf(response),
  }));
  return { name: "responses", type: { members } };
}

function bodyMember(name: string, body: Body, view: Description): Member {
  return { name, type: sharedType(body) ?? { members: [contentMember(body, view)] }, docs: docsOf(body) };
}

/** The way to a body or a response of `components`. */
function sharedType({ $ref }: Body): Type | undefined {
  const [, root, ...keys] = $ref?.split("/") ?? [];
  return root === undefined ? undefined : { text: `${root}${keys.map((key) => `["${key}"]`).join("")}` };
}

function contentMember({ content = {} }: Body, view: Description): Member {
  const members = sorted(content).map(([name, media]) => ({
    name,
    type: typeOf(media.schema ?? {}, view),
    docs: docsOf(media),
  }));
  return members.length > 0 ? { name: "content", type: { members } } : absent("content");
}

function absent(name: string): Member {
  return { name, type: NEVER, isOptional: true };
}
