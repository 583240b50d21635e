import { FIELDS, field, type Mutation, REQUEST, SCHEMAS, SEND } from "./mutation.ts";

/** Edits of objects: their fields, their free keys, and the choices between them. */
export const objectMutations: readonly Mutation[] = [
  // Fields.
  field("a field that comes", "color", { type: "string" }, "color", "missing here: string", "extra here: string"),
  field(
    "a field with a list",
    "colors",
    { type: "array", items: { type: "string" } },
    "colors",
    "missing here: array of string",
    "extra here: array of string",
  ),
  field("a field that goes", "pieces", undefined, "pieces", "extra here: integer", "missing here: integer"),
  field(
    "a required field that goes",
    "to",
    undefined,
    "to",
    "type: object here, any upstream",
    "type: any here, object upstream",
  ),
  field("a field without a schema", "color", true, "color", "missing here: any", "extra here: any"),
  {
    name: "a requirement",
    edit: [`${REQUEST} > required`, ["to", "content", "pieces"]],
    upstream: `${SEND} · request · pieces · optional here, required upstream`,
    here: `${SEND} · request · pieces · required here, optional upstream`,
  },
  {
    name: "a requirement of something undescribed",
    edit: [`${REQUEST} > required`, ["to", "content", "color"]],
    upstream: `${SEND} · request · color · missing here: required any`,
    here: `${SEND} · request · color · extra here: required any`,
  },
  {
    name: "the order of a requirement",
    edit: [`${REQUEST} > required`, ["content", "to"]],
    upstream: undefined,
    here: undefined,
  },
  {
    name: "an open request",
    edit: [`${REQUEST} > additionalProperties`, undefined],
    upstream: undefined,
    here: undefined,
  },
  {
    name: "a field that only answers have",
    edit: [`${FIELDS} > color`, { type: "string", readOnly: true }],
    upstream: undefined,
    here: undefined,
  },
  // Maps.
  field(
    "the values of a map",
    "labels > additionalProperties > type",
    "integer",
    "labels.{}",
    "type: string here, integer upstream",
    "type: integer here, string upstream",
  ),
  field(
    "a map without values",
    "labels > additionalProperties",
    undefined,
    "labels",
    "free keys: here only",
    "free keys: upstream only",
  ),
  field(
    "a map without limited keys",
    "labels > propertyNames",
    undefined,
    "labels.{key}",
    "limited here only",
    "limited upstream only",
  ),
  field(
    "a map with one key written out",
    "labels > properties",
    { SMALL: { type: "integer" } },
    "labels.SMALL",
    "type: string here, integer upstream",
    "type: integer here, string upstream",
  ),
  field(
    "a map with a key that it has not",
    "labels > properties",
    { HUGE: { type: "string" } },
    "labels.HUGE",
    "missing here: string",
    "extra here: string",
  ),
  field(
    "a key of a map that lists what it knows",
    "options > properties > TRACKING",
    { type: "string" },
    "options.TRACKING",
    "missing here: string",
    "extra here: string",
  ),
  // Choices.
  {
    name: "a choice that goes",
    edit: [`${SCHEMAS} > Receiver > oneOf`, undefined],
    upstream: `${SEND} · request · to · exactly one of locker and name: here only`,
    here: `${SEND} · request · to · exactly one of locker and name: upstream only`,
  },
  {
    name: "a choice that is less strict",
    edit: [
      `${SCHEMAS} > Receiver`,
      {
        type: "object",
        properties: { name: { type: "string" }, locker: { type: "string" } },
        anyOf: [{ required: ["name"] }, { required: ["locker"] }],
      },
    ],
    upstream: `${SEND} · request · to · one of locker and name: exactly here, at least upstream`,
    here: `${SEND} · request · to · one of locker and name: at least here, exactly upstream`,
  },
  {
    name: "a kind in a recursive schema",
    edit: [`${SCHEMAS} > Content > properties > jar`, { type: "object" }],
    upstream: `${SEND} · request · content.jar · missing here: object`,
    here: `${SEND} · request · content.jar · extra here: object`,
  },
  {
    name: "an alternative that goes",
    edit: [
      `${SCHEMAS} > Wrapping > oneOf > 2`,
      { type: "object", required: ["kind"], properties: { kind: { const: "WOOD" } } },
    ],
    upstream: `${SEND} · request · wrapping<kind=WOOD> · missing here`,
    here: `${SEND} · request · wrapping<kind=WOOD> · extra here`,
  },
  {
    name: "a field of one alternative",
    edit: [`${SCHEMAS} > Paper > allOf > 1 > properties > gloss`, { type: "boolean" }],
    upstream: `${SEND} · request · wrapping<kind=PAPER>.gloss · missing here: boolean`,
    here: `${SEND} · request · wrapping<kind=PAPER>.gloss · extra here: boolean`,
  },
  {
    name: "a field that moves from one alternative to another",
    edit: [`${SCHEMAS} > Cloth > allOf > 1 > properties > color`, { type: "string" }],
    upstream: `${SEND} · request · wrapping<kind=CLOTH>.color · missing here: string`,
    here: `${SEND} · request · wrapping<kind=CLOTH>.color · extra here: string`,
  },
  {
    name: "a field of all alternatives",
    edit: [`${SCHEMAS} > WrappingBase > properties > ribbon`, { type: "string" }],
    upstream: `${SEND} · request · wrapping.ribbon · missing here: string`,
    here: `${SEND} · request · wrapping.ribbon · extra here: string`,
  },
  {
    name: "what all alternatives have",
    edit: [`${SCHEMAS} > WrappingBase > properties > bow > maxLength`, 9],
    upstream: `${SEND} · request · wrapping.bow · maxLength: 9 upstream only`,
    here: `${SEND} · request · wrapping.bow · maxLength: 9 here only`,
  },
  {
    name: "a requirement of one alternative",
    edit: [`${SCHEMAS} > Paper > allOf > 1 > required`, undefined],
    upstream: `${SEND} · request · wrapping<kind=PAPER>.color · required here, optional upstream`,
    here: `${SEND} · request · wrapping<kind=PAPER>.color · optional here, required upstream`,
  },
];
