// What becomes of a union when answers are opened: a kind that nobody knows yet fits it too.

import { isDeepStrictEqual } from "node:util";

const PREFIX = "#/components/schemas/";

/** Whether an alternative must not have a property, `not: {}`; what a response holds is not held to it. */
export const isForbidden = ({ not }) => not !== undefined && Object.keys(not).length === 0;

/**
 * The constants that say of which kind an object is, such as `message_type`; all others become open, as enums do.
 *
 * @returns `constants`: the schemas of these properties, as they stand in the description; `single`: the objects that
 *   have one of them and are in no union, since one kind only is described.
 */
export function kindsOf(schemas) {
  const constants = new Set();
  const single = new Set();
  const visit = (node, found) => {
    if (typeof node !== "object" || node === null) return;
    found(node);
    for (const child of Object.values(node)) visit(child, found);
  };
  visit(schemas, ({ oneOf = [] }) => {
    for (const { property } of discriminated(oneOf, schemas)) constants.add(property);
  });
  visit(schemas, (node) => {
    if (typeof node.properties !== "object" || !Array.isArray(node.required)) return;
    for (const { property } of discriminated([node], schemas)) {
      if (constants.has(property)) continue;
      constants.add(property);
      single.add(node);
    }
  });
  return { constants, single };
}

/**
 * The alternatives of an opened union. One that another covers is left out: opened, it would refuse nothing that the other
 * does. Where a constant tells them apart, one more takes each other value of it, whatever else is in the object.
 *
 * @param alternatives As they stand in the description.
 * @param opened The same, opened.
 */
export function openUnion(alternatives, opened, schemas) {
  const flat = alternatives.map((alternative) => flatten(alternative, schemas));
  const kept = opened.filter((_, at) => !flat.some((other, place) => place !== at && covers(other, flat[at])));
  const [first] = discriminated(alternatives, schemas);
  if (first === undefined) return kept;
  const { key, property } = first;
  const known = [...new Set(discriminated(alternatives, schemas).map(({ property: { const: value } }) => value))];
  const { const: _, ...rest } = property;
  const unknown = {
    ...rest,
    description: "A kind that is not described yet.",
    "x-open-enum": [],
    not: { enum: known },
  };
  const other = { type: "object", required: [key], properties: { [key]: unknown } };
  return [...kept, { description: "Something of a kind that is not described yet.", ...other }];
}

/** For each alternative of a union that constants tell apart: the key, and the schema that holds the constant. */
function discriminated(alternatives, schemas) {
  if (alternatives.length === 0) return [];
  const flat = alternatives.map((alternative) => flatten(alternative, schemas));
  const isConstant = (key) =>
    flat.every(({ properties, required }) => typeof properties[key]?.const === "string" && required.includes(key));
  const key = Object.keys(flat[0].properties).find(isConstant);
  return key === undefined ? [] : flat.map(({ properties }) => ({ key, property: properties[key] }));
}

/** The members of an object, those of what it is put together from among them. */
function flatten(schema, schemas) {
  const node = schema.$ref?.startsWith(PREFIX) ? schemas[schema.$ref.slice(PREFIX.length)] : schema;
  const parts = (node.allOf ?? []).map((part) => flatten(part, schemas));
  return {
    properties: Object.assign({}, ...parts.map((part) => part.properties), node.properties),
    required: [...parts.flatMap((part) => part.required), ...(node.required ?? [])],
  };
}

/** Whether an opened object takes all that another takes: it asks for nothing, and knows each member of the other. */
function covers(one, other) {
  const members = Object.entries(other.properties).filter(([, property]) => !isForbidden(property));
  return (
    one.required.length === 0 &&
    members.length > 0 &&
    members.every(([name, property]) => isDeepStrictEqual(one.properties[name], property))
  );
}
