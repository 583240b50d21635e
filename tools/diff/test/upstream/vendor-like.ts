import { isNode, listOf, membersOf, type Node } from "@sinch-fetch/description";

/** How a vendor might have written one of our descriptions. */
export interface Manner {
  readonly openapi: "3.0.2" | "3.1.0";
  /** A choice between keys as alternatives with a field each, as one object with a choice of required keys, or untold. */
  readonly kinds: "alternatives" | "flat" | "untold";
  /** Where the callbacks stand: a webhook each, or one callback with a choice of payloads. */
  readonly callbacks: "webhooks" | "union";
}

/** Replaces all text of the vendor's, of which nothing may come back. */
export const PROSE = 'Vendor prose, "quoted" and long';

type Members = Record<string, unknown>;

const PREFIX = "#/components/schemas/";
const TEXTS = new Set(["description", "summary", "title", "example", "examples", "externalDocs"]);
const CLOSING = new Set(["additionalProperties", "unevaluatedProperties"]);

/**
 * A description of ours as a vendor might publish it: other names for everything but what goes over the wire, one
 * schema for requests and responses, no closed objects, other texts, another order.
 */
export function vendorLike(bundle: Node, manner: Manner): Members {
  const schemas = membersOf(membersOf(bundle.components).schemas);
  const names = new Map(Object.keys(schemas).map((name, index) => [name, `Model${index}`]));
  const old = manner.openapi.startsWith("3.0");

  /** Whether responses hold more than requests take, somewhere in a schema: null, a value or a field. */
  const holdsMore = (name: string, seen = new Set<string>()): boolean => {
    const text = JSON.stringify(schemas[name] ?? {});
    if (seen.has(name)) return false;
    seen.add(name);
    const inner = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, inside = ""]) => inside);
    return (
      /"x-(nullable-in-answers|unset-in-answers|read-only)"/.test(text) || inner.some((one) => holdsMore(one, seen))
    );
  };
  /** A form of responses goes back to the schema that it was made of, unless responses hold more. */
  const modelOf = (name: string): string => {
    const strict = name.replace(/Answer$/, "");
    return names.get(strict in schemas && !holdsMore(strict) ? strict : name) ?? name;
  };

  const schemaOf = (value: unknown): unknown => {
    if (!isNode(value)) return value;
    const { $ref, anyOf, oneOf, const: constant, propertyNames, ...rest } = value;
    const out: Members = { description: PROSE, title: PROSE };
    for (const [keyword, member] of Object.entries(rest)) {
      if (TEXTS.has(keyword) || keyword.startsWith("x-") || (CLOSING.has(keyword) && member === false)) continue;
      if (keyword === "contentMediaType") continue;
      out[keyword] = keywordOf(keyword, member);
    }
    if (typeof $ref === "string") {
      const reference = { $ref: PREFIX + modelOf($ref.slice(PREFIX.length)) };
      if (old) out.allOf = [reference, ...listOf(out.allOf)];
      else Object.assign(out, reference);
    }
    if (constant !== undefined) out.enum = [constant];
    if (propertyNames !== undefined && !old) out.propertyNames = schemaOf(propertyNames);
    return choiceOf(out, listOf(anyOf ?? oneOf), oneOf === undefined ? "anyOf" : "oneOf");
  };

  const keywordOf = (keyword: string, value: unknown): unknown => {
    if (keyword === "properties") return reversed(value, schemaOf);
    if (keyword === "required" || keyword === "enum") return [...listOf(value)].reverse();
    if (keyword === "allOf") return listOf(value).map(schemaOf);
    return ["items", "additionalProperties"].includes(keyword) ? schemaOf(value) : value;
  };

  const choiceOf = (out: Members, alternatives: readonly unknown[], keyword: string): Members => {
    if (alternatives.length === 0) return out;
    const [first, second] = alternatives.map(membersOf);
    if (
      alternatives.length === 2 &&
      first?.enum !== undefined &&
      second?.enum === undefined &&
      second?.type === first.type
    ) {
      return { ...out, ...first };
    }
    const others = alternatives.map(membersOf).filter(({ type }) => type !== "null");
    if (others.length < alternatives.length && old) {
      return others.length === 1
        ? { ...out, nullable: true, allOf: others.map(schemaOf) }
        : { ...out, nullable: true, [keyword]: others.map(schemaOf) };
    }
    const isKinds = others.every((other) => Object.keys(other).join() === "required");
    if (isKinds && manner.kinds === "untold") return out;
    if (!isKinds || manner.kinds === "flat") {
      return { ...out, [keyword]: [...alternatives].reverse().map((one) => (isKinds ? one : schemaOf(one))) };
    }
    const fields = { ...membersOf(out.properties) };
    const kinds = others.map((other) => {
      const required = listOf(other.required).map(String);
      const own = required.map((name) => [name, fields[name]] as const);
      return { title: PROSE, type: "object", properties: Object.fromEntries(own), required };
    });
    for (const { required } of kinds) for (const name of required) delete fields[name];
    const { properties: _, ...common } = out;
    return { allOf: [{ ...common, properties: fields }, { [keyword]: kinds.reverse() }] };
  };

  const contentOf = (content: unknown): Members =>
    mapped(content, (media) => ({ schema: schemaOf(membersOf(media).schema), example: PROSE }));

  const parametersOf = (value: unknown): unknown[] =>
    listOf(value)
      .map((one) => resolved(bundle, one))
      .map(({ name, in: place, required, deprecated, schema, style, explode }) =>
        withoutHoles({
          name: place === "path" ? `${name}Value` : name,
          in: place,
          required,
          deprecated,
          style,
          explode,
          schema: schemaOf(schema),
          description: PROSE,
        }),
      )
      .reverse();

  const operationOf = (value: unknown): unknown => {
    const { parameters, requestBody, responses, security, deprecated } = membersOf(value);
    const body = requestBody === undefined ? undefined : resolved(bundle, requestBody);
    return withoutHoles({
      summary: PROSE,
      deprecated,
      parameters: parametersOf(parameters),
      requestBody:
        body && withoutHoles({ description: PROSE, required: body.required, content: contentOf(body.content) }),
      responses: reversed(responses, (one) => {
        const { content } = resolved(bundle, one);
        return withoutHoles({ description: PROSE, content: content === undefined ? undefined : contentOf(content) });
      }),
      security,
    });
  };

  const itemOf = (value: unknown): unknown =>
    mapped(value, (member, key) => (key === "parameters" ? parametersOf(member) : operationOf(member)));

  const paths = Object.entries(membersOf(bundle.paths)).map(([path, item]) => [
    path.replaceAll("}", "Value}").replace(/^\/v1/, ""),
    itemOf(item),
  ]);
  return withoutHoles({
    openapi: manner.openapi,
    info: { title: PROSE, version: "7", description: PROSE },
    servers: hostsOf(bundle).map((url) => ({ url, description: PROSE })),
    paths: Object.fromEntries(paths.reverse()),
    ...callbacksOf(bundle, manner, itemOf, schemaOf),
    components: {
      securitySchemes: membersOf(bundle.components).securitySchemes,
      schemas: Object.fromEntries([...names].map(([name, model]) => [model, schemaOf(schemas[name])])),
    },
  });
}

/** The hosts one by one, with the version that all paths of ours begin with. */
function hostsOf(bundle: Node): string[] {
  const { url, variables } = membersOf(listOf(bundle.servers)[0]);
  const version = Object.keys(membersOf(bundle.paths)).every((path) => path.startsWith("/v1")) ? "/v1" : "";
  const regions = listOf(membersOf(membersOf(variables).region).enum).map(String);
  const hosts = regions.length > 0 ? regions.map((region) => String(url).replace("{region}", region)) : [String(url)];
  return hosts.map((host) => host + version).reverse();
}

function callbacksOf(
  bundle: Node,
  { openapi, callbacks }: Manner,
  itemOf: (value: unknown) => unknown,
  schemaOf: (value: unknown) => unknown,
): Members {
  const webhooks = Object.entries(membersOf(bundle.webhooks));
  if (webhooks.length === 0) return {};
  const key = openapi.startsWith("3.0") ? "x-webhooks" : "webhooks";
  if (callbacks === "webhooks") {
    return {
      [key]: Object.fromEntries(
        webhooks.map(([name, item]) => [name.toLowerCase().replaceAll("_", "-"), itemOf(item)]),
      ),
    };
  }
  const bodies = webhooks.map(([, item]) => {
    const { content } = resolved(bundle, membersOf(membersOf(item).post).requestBody);
    return schemaOf(membersOf(membersOf(content)["application/json"]).schema);
  });
  const content = { "application/json": { schema: { oneOf: bodies } } };
  return {
    [key]: { "a-callback": { post: { requestBody: { content }, responses: { 200: { description: PROSE } } } } },
  };
}

function resolved(bundle: Node, value: unknown): Node {
  const node = membersOf(value);
  if (typeof node.$ref !== "string") return node;
  const target = node.$ref
    .split("/")
    .slice(1)
    .reduce<unknown>((at, key) => membersOf(at)[key], bundle);
  return membersOf(target);
}

function mapped(value: unknown, change: (member: unknown, key: string) => unknown): Members {
  return Object.fromEntries(Object.entries(membersOf(value)).map(([key, member]) => [key, change(member, key)]));
}

function reversed(value: unknown, change: (member: unknown) => unknown): Members {
  return Object.fromEntries(Object.entries(mapped(value, change)).reverse());
}

function withoutHoles(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined));
}
