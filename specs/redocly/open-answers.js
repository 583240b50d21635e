// Opens what answers reach, when the descriptions are bundled.

import { isDeepStrictEqual } from "node:util";
import { isForbidden, kindsOf, openUnion } from "./open-unions.js";
import { withoutReadOnly } from "./read-only.js";

const LIMITS = ["pattern", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"];
const PREFIX = "#/components/schemas/";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The service adds fields and values to its answers without notice, and a client must not break on them. A schema is
 * written once, as strict as requests need it; what an answer or a callback reaches becomes tolerant here: its objects
 * take further properties, its enums and constants stand beside a plain string, its limits and its choice of exactly one
 * kind are dropped, and a union takes one kind more, which nobody knows yet. A schema that requests reach too keeps its
 * strict form, and the tolerant one is called `<Name>Answer`.
 */
export function openAnswers() {
  return {
    Root: {
      leave(root) {
        const schemas = root.components?.schemas ?? {};
        const written = { ...schemas };
        const { requests, answers } = sides(root);
        for (const media of requests) media.schema = withoutReadOnly(media.schema);
        const ofRequests = Object.fromEntries(
          Object.entries(written).map(([name, one]) => [name, withoutReadOnly(one)]),
        );
        const fromRequests = reach(requests, ofRequests);
        const fromAnswers = reach(answers, written);
        const context = { schemas: written, ofRequests, ...kindsOf(written) };
        const strict = strictNames(fromAnswers, context);
        const rename = (name) => (strict.has(name) && fromRequests.has(name) ? `${name}Answer` : name);

        for (const name of strict) {
          if (rename(name) !== name && schemas[rename(name)]) throw new Error(`${rename(name)} is taken`);
        }
        const opened = [...strict].map((name) => [rename(name), open(written[name], { ...context, rename })]);
        for (const name of fromRequests) schemas[name] = ofRequests[name];
        Object.assign(schemas, Object.fromEntries(opened));
        for (const media of answers) media.schema = open(media.schema, { ...context, rename });
        // An alternative that another covers may have been the last to lead to its schema.
        const reached = reach([...requests, ...answers], schemas);
        for (const [name] of opened) if (!reached.has(name)) delete schemas[name];
      },
    },
  };
}

/**
 * What holds a schema directly, by who writes the value: a caller (bodies and parameters of requests) or the service
 * (bodies of answers and callbacks).
 */
function sides(root) {
  const requests = [];
  const answers = [];
  const content = (body) => Object.values(body?.content ?? {});
  const resolved = (node, kind) => (node?.$ref ? root.components[kind][node.$ref.split("/").at(-1)] : node);
  const operations = (items) =>
    Object.values(items ?? {}).flatMap((item) => Object.values(item).filter((value) => isObject(value?.responses)));

  for (const item of Object.values(root.paths ?? {})) {
    requests.push(...(item.parameters ?? []).map((parameter) => resolved(parameter, "parameters")));
  }
  for (const operation of operations(root.paths)) {
    requests.push(...content(resolved(operation.requestBody, "requestBodies")));
    requests.push(...(operation.parameters ?? []).map((parameter) => resolved(parameter, "parameters")));
    for (const answer of Object.values(operation.responses)) answers.push(...content(resolved(answer, "responses")));
  }
  for (const callback of operations(root.webhooks)) {
    answers.push(...content(resolved(callback.requestBody, "requestBodies")));
  }
  return { requests: [...new Set(requests)], answers: [...new Set(answers)] };
}

/** The names of the schemas that media types reach. */
function reach(media, schemas) {
  const names = new Set();
  const visit = (node) => {
    for (const name of referencedNames(node)) {
      if (names.has(name)) continue;
      names.add(name);
      visit(schemas[name]);
    }
  };
  for (const { schema } of media) visit(schema);
  return names;
}

function referencedNames(node) {
  if (Array.isArray(node)) return node.flatMap(referencedNames);
  if (!isObject(node)) return [];
  const own = typeof node.$ref === "string" && node.$ref.startsWith(PREFIX) ? [node.$ref.slice(PREFIX.length)] : [];
  return [...own, ...childEntries(node).flatMap(([, child]) => referencedNames(child))];
}

/** Those of the names whose schemas, or schemas that they reach, would refuse something that an answer may hold. */
function strictNames(names, context) {
  const { schemas, ofRequests } = context;
  const asItIs = { ...context, rename: (same) => same };
  const strict = new Set(
    [...names].filter((name) => !isDeepStrictEqual(open(schemas[name], asItIs), ofRequests[name])),
  );
  for (let size = -1; size !== strict.size; ) {
    size = strict.size;
    for (const name of names) if (referencedNames(schemas[name]).some((other) => strict.has(other))) strict.add(name);
  }
  return strict;
}

/** A tolerant copy of a schema, its references renamed. */
function open(schema, context) {
  if (Array.isArray(schema)) return schema.map((part) => open(part, context));
  if (!isObject(schema) || isOpenEnum(schema)) return schema;
  const { "x-nullable-in-answers": nullable, readOnly: _, ...rest } = schema;
  const children = childEntries(rest).map(([key, child]) => [key, open(child, context)]);
  const copy = { ...rest, ...Object.fromEntries(children) };
  if (typeof copy.$ref === "string" && copy.$ref.startsWith(PREFIX)) {
    copy.$ref = PREFIX + context.rename(copy.$ref.slice(PREFIX.length));
  }
  if (isObject(copy.properties)) copy.properties = withoutForbidden(copy.properties);
  for (const keyword of ["additionalProperties", "unevaluatedProperties"])
    if (copy[keyword] === false) delete copy[keyword];
  for (const keyword of LIMITS) delete copy[keyword];
  for (const keyword of ["oneOf", "anyOf"]) {
    if (copy[keyword]?.every((part) => Object.keys(part).length === 1 && part.required)) delete copy[keyword];
  }
  if (copy.oneOf) {
    // Open alternatives may both fit.
    copy.anyOf = openUnion(schema.oneOf, copy.oneOf, context.schemas);
    delete copy.oneOf;
  }
  const opened = context.single.has(schema)
    ? { description: copy.description, anyOf: openUnion([schema], [copy], context.schemas) }
    : openValues(copy, context.constants.has(schema));
  return nullable ? orNull(opened) : opened;
}

/** What one alternative of a union must not have, an answer may. */
function withoutForbidden(properties) {
  return Object.fromEntries(Object.entries(properties).filter(([, property]) => !isForbidden(property)));
}

/** Whether a schema is an enum beside a plain type already. */
function isOpenEnum({ anyOf }) {
  return anyOf?.length === 2 && anyOf[0].enum !== undefined && Object.keys(anyOf[1]).join() === "type";
}

/** An enum beside a plain string, and so is a constant, unless it says of which kind an object is. */
function openValues(schema, isKind) {
  const { const: only, enum: values = [only], default: _, ...rest } = schema;
  const isClosed = schema.enum !== undefined || (only !== undefined && !isKind);
  if (schema.type !== "string" || !isClosed) return schema;
  const { type, ...texts } = rest;
  return { ...texts, anyOf: [{ type, enum: values }, { type }] };
}

function orNull({ description, deprecated, ...schema }) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated }),
    anyOf: [schema, { type: "null" }],
  };
}

/** The subschemas of a schema and the maps of subschemas in it; examples and values are left alone. */
function childEntries(schema) {
  const skip = new Set(["example", "examples", "default", "enum", "const", "required"]);
  return Object.entries(schema).filter(([key, value]) => !skip.has(key) && typeof value === "object" && value !== null);
}
