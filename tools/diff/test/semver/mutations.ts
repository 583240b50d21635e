import type { Description, Schema } from "@sinch-fetch/description";
import type { Level } from "@sinch-fetch/workspace";
import type { Side } from "../../src/walk/change.ts";

/** What a change means in a request and in a response. */
export type Levels = Readonly<Record<Side, Level>>;

/** A change that can be made to many schemas of a description at once, without one hiding another. */
export interface Mutation {
  readonly name: string;
  /** Changes a schema, if it is of a kind to be changed so; returns the name of the field that it changed. */
  readonly apply: (schema: Schema, name: string) => string | undefined;
  readonly want: Levels;
  /** What undoing it means. */
  readonly back: Levels;
}

/** A field of plain text that is not required here, and that no choice between keys speaks of. */
function plainField({ properties = {}, required = [], allOf, oneOf, anyOf }: Schema): [string, Schema] | undefined {
  if (allOf ?? oneOf ?? anyOf) return undefined;
  return Object.entries(properties).find(
    ([name, { type, enum: values }]) => type === "string" && !values && !required.includes(name),
  );
}

export const mutations: readonly Mutation[] = [
  {
    name: "field added",
    apply: (schema, name) => {
      if (!schema.properties) return undefined;
      // No other schema has it, so none hides it.
      const field = `new_in_${name}`;
      schema.properties[field] = { type: "string" };
      return field;
    },
    want: { request: "minor", response: "minor" },
    back: { request: "major", response: "major" },
  },
  {
    name: "field becomes required",
    apply: (schema) => {
      const [name] = plainField(schema) ?? [];
      if (name !== undefined) schema.required = [...(schema.required ?? []), name];
      return name;
    },
    want: { request: "major", response: "minor" },
    back: { request: "minor", response: "major" },
  },
  {
    name: "type of a field replaced",
    apply: (schema) => {
      const [name, field] = plainField(schema) ?? [];
      if (field) field.type = "boolean";
      return name;
    },
    want: { request: "major", response: "major" },
    back: { request: "major", response: "major" },
  },
  {
    name: "field may be null",
    apply: (schema) => {
      const [name, field] = plainField(schema) ?? [];
      if (field) field.type = ["string", "null"];
      return name;
    },
    want: { request: "minor", response: "major" },
    back: { request: "major", response: "minor" },
  },
  {
    name: "length of a field limited",
    apply: (schema) => {
      const [name, field] = plainField(schema) ?? [];
      if (field) field.maxLength = Number(field.maxLength ?? 100) - 1;
      return name;
    },
    want: { request: "major", response: "patch" },
    back: { request: "minor", response: "patch" },
  },
  {
    name: "description of a field",
    apply: (schema) => {
      const [name, field] = plainField(schema) ?? [];
      if (field) field.description = "Something else.";
      return name;
    },
    want: { request: "patch", response: "patch" },
    back: { request: "patch", response: "patch" },
  },
  {
    name: "field deprecated",
    apply: (schema) => {
      const [name, field] = plainField(schema) ?? [];
      if (!field || field.deprecated) return undefined;
      field.deprecated = true;
      return name;
    },
    want: { request: "minor", response: "minor" },
    back: { request: "patch", response: "patch" },
  },
  {
    name: "enum value removed",
    apply: (schema) => {
      const holder = schema.enum ? schema : schema.anyOf?.find((part) => part.enum);
      if (holder?.type !== "string" || !holder.enum || holder.enum.length < 2) return undefined;
      holder.enum = holder.enum.slice(0, -1);
      return "";
    },
    want: { request: "major", response: "minor" },
    back: { request: "minor", response: "minor" },
  },
];

/** Which sides the named schemas are on, found by following every reference that a side's bodies hold. */
export function sidesOf({ paths, webhooks = {}, components = {} }: Description): Map<string, Set<Side>> {
  const sides = new Map<string, Set<Side>>();
  const { schemas = {}, responses = {}, parameters = {} } = components;
  const reach = (node: unknown, side: Side): void => {
    for (const [, kind, name] of JSON.stringify(node).matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
      const key = `${name}`;
      if (kind === "parameters") reach(parameters[key], side);
      if (kind === "responses") reach(responses[key], side);
      if (kind !== "schemas" || sides.get(key)?.has(side)) continue;
      sides.set(key, (sides.get(key) ?? new Set()).add(side));
      reach(schemas[key], side);
    }
  };
  for (const item of Object.values(paths)) {
    for (const member of Object.values(item)) {
      if (member === undefined) continue;
      if (Array.isArray(member)) reach(member, "request");
      else {
        reach([member.parameters ?? [], member.requestBody ?? {}], "request");
        reach(member.responses, "response");
      }
    }
  }
  for (const item of Object.values(webhooks)) {
    for (const member of Object.values(item))
      if (member && !Array.isArray(member)) reach(member.requestBody ?? {}, "response");
  }
  return sides;
}
