import { BrokenDescription, type Description, pascalCase, type Schema } from "@sinch-fetch/description";
import { formOf, UNRECOGNIZED, type UnrecognizedKinds } from "./schema-form.ts";

const PREFIX = "#/components/schemas/";
/** What the name of a union says that those of its kinds do not: `NoteWithContent` has the kind `NoteWithText`. */
const NOT_OF_ONE_KIND = /(With[A-Z]\w*|Base)$/;

/** Gives a schema a name, and returns a reference to it. */
type Name = (name: string, schema: Schema) => Schema;

/**
 * A view in which each kind of a union is a schema with a name, so that editors and compilers name it in place of
 * spelling it out. Of `Note`, of whose members `text` and `size` exactly one is set:
 *
 * - `NoteWithText` and `NoteWithSize`, by what each kind requires, or by the value of the member that says the kind,
 * - `UnrecognizedNote`, for the kinds that this version does not know,
 * - `NoteCommon`, for the members of every kind, unless they are those of another schema.
 *
 * A union of unions lists the kinds of all of them.
 *
 * @throws {BrokenDescription} The name of a kind is that of another schema.
 */
export function namedKinds(description: Description): Description {
  const given = Object.entries(description.components?.schemas ?? {}).map(
    ([name, schema]) => [name, formOf(schema, description)] as const,
  );
  const schemas = new Map(given);
  const unions = new Map<string, readonly Schema[]>();
  for (const [union, schema] of given) {
    const unrecognized = unrecognizedOf(schema);
    if (unrecognized === undefined) continue;
    const kinds = kindsOf(union, schema, unrecognized, (name, kind) => {
      if (schemas.has(name)) throw new BrokenDescription(`${name}, a kind of ${union}, has the name of another schema`);
      schemas.set(name, kind);
      return { $ref: PREFIX + name };
    });
    unions.set(union, kinds);
    const { description: text } = schema;
    schemas.set(union, { ...(text !== undefined && { description: text }), oneOf: [...kinds] });
  }
  const listed = [...schemas].map(([name, schema]) => [name, withAllKinds(schema, unions)]);
  return { ...description, components: { ...description.components, schemas: Object.fromEntries(listed) } };
}

/** What is known of the kinds that a union leaves room for; nothing for what is not a union of kinds. */
function unrecognizedOf({ oneOf, anyOf = [], additionalProperties }: Schema): UnrecognizedKinds | undefined {
  // No interface has members of any name, all of one type, beside the members of a kind.
  if (typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0) return undefined;
  const kinds = (oneOf ?? anyOf).find((kind) => kind[UNRECOGNIZED] !== undefined)?.[UNRECOGNIZED];
  return kinds as UnrecognizedKinds | undefined;
}

function kindsOf(union: string, schema: Schema, unrecognized: UnrecognizedKinds, named: Name): readonly Schema[] {
  const keyword = schema.oneOf ? "oneOf" : "anyOf";
  const { description: _, [keyword]: alternatives = [], ...common } = schema;
  const stem = union.replace(NOT_OF_ONE_KIND, "");
  const bases = basesOf(common) ?? [
    named(`${stem}Common`, { ...common, description: `What every kind of \`${union}\` has.` }),
  ];
  return alternatives.map((kind) => {
    if (kind[UNRECOGNIZED] !== undefined) {
      const whole = bases.length > 0 ? { allOf: [...bases, kind] } : kind;
      const description = `A kind of \`${union}\` that this version does not know.`;
      return named(`Unrecognized${stem}`, { ...whole, description });
    }
    const own = ownOf(kind, unrecognized);
    if (own === undefined) return bases.length > 0 ? { allOf: [...bases, kind] } : kind;
    const whole = bases.length > 0 ? { ...kind, allOf: [...bases, ...(kind.allOf ?? [])] } : kind;
    return named(`${stem}With${own.name}`, { description: `The kind of \`${union}\` ${own.docs}.`, ...whole });
  });
}

/** The schemas that hold what every kind has, if nothing else does. */
function basesOf({ properties, additionalProperties, anyOf, allOf = [] }: Schema): readonly Schema[] | undefined {
  const isApart = !properties && !additionalProperties && !anyOf && allOf.every(({ $ref }) => $ref !== undefined);
  return isApart ? allOf : undefined;
}

/** What a kind has and no other; nothing for a kind that has a name. */
function ownOf(
  { $ref, properties = {}, required = [] }: Schema,
  unrecognized: UnrecognizedKinds,
): { readonly name: string; readonly docs: string } | undefined {
  if ($ref !== undefined) return undefined;
  if ("absent" in unrecognized) {
    const docs = `that has ${required.map((name) => `\`${name}\``).join(" and ")}`;
    return { name: required.map(pascalCase).join("And"), docs };
  }
  const { discriminator } = unrecognized;
  const value = String(properties[discriminator]?.const);
  return { name: pascalCase(value.toLowerCase()), docs: `whose \`${discriminator}\` is \`${value}\`` };
}

function withAllKinds(schema: Schema, unions: ReadonlyMap<string, readonly Schema[]>): Schema {
  const all = (kinds: readonly Schema[]): Schema[] =>
    kinds.flatMap((kind) => {
      const inner = unions.get(kind.$ref?.slice(PREFIX.length) ?? "");
      return inner ? all(inner) : [kind];
    });
  const { oneOf, anyOf } = schema;
  return { ...schema, ...(oneOf ? { oneOf: all(oneOf) } : {}), ...(anyOf ? { anyOf: all(anyOf) } : {}) };
}
