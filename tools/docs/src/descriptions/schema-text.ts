import type { Schema } from "@sinch-fetch/description";

/** Finds the place of a schema of an API; `undefined` if it has none. */
export type SchemaPlace = (api: string, name: string) => string | undefined;

/** Writes schemas of one API as Markdown, with a link at each name. */
export interface SchemaText {
  /** A type, such as `Choice[]`. */
  type(schema: Schema): string;
  /** All that a schema says, under a heading of its own. */
  section(schema: Schema): string;
  /** A list of fields or parameters, each with what it means. */
  fields(fields: readonly Field[]): string;
}

/** A field of an object, or a parameter. */
export interface Field {
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly description?: string | undefined;
}

export function schemaText(api: string, place: SchemaPlace): SchemaText {
  const named = (reference: string): string => {
    const name = reference.split("/").at(-1) ?? reference;
    const address = place(api, name);
    const shown = name.replace(/Answer$/, "");
    return address === undefined ? code(name) : `[${code(shown)}](${address})`;
  };

  const type = (schema: Schema): string => {
    const { $ref, items, enum: values, const: value, additionalProperties: others, allOf, anyOf, oneOf } = schema;
    if ($ref) return named($ref);
    if (value !== undefined) return code(JSON.stringify(value));
    if (values) return values.map((one) => code(JSON.stringify(one))).join(" \\| ");
    if (items) return `${type(items)}${code("[]")}`;
    const alternatives = [...new Set([...(oneOf ?? []), ...(anyOf ?? [])].filter(hasType).map(type))];
    if (alternatives.length > 0) return alternatives.join(" or ");
    if (allOf?.length) return type(allOf.find(({ $ref }) => $ref) ?? {});
    if (typeof others === "object") return `map of ${type(others)}`;
    const [name = "any value"] = [schema.type ?? []].flat();
    return typeof schema.format === "string" ? `${code(name)} (${schema.format})` : code(name);
  };

  const fields = (all: readonly Field[]): string => {
    if (all.length === 0) return "";
    const lines = all.map(({ name, schema, required, description = descriptionOf(schema) }) => {
      const head = `${code(name)} ${type(schema)}${required ? ' <span class="required">required</span>' : ""}`;
      const text = [description, limits(schema)].filter((part) => part !== "").join(" ");
      return `- ${head}${text === "" ? "" : `\n\n${indented(text)}`}`;
    });
    return `<div class="fields">\n\n${lines.join("\n\n")}\n\n</div>`;
  };

  const section = (schema: Schema): string => {
    const parts = [schema, ...(schema.allOf ?? []).filter(({ $ref }) => !$ref)];
    const bases = parts.flatMap(({ $ref, allOf = [] }) => [$ref, ...allOf.map((part) => part.$ref)]);
    const required = new Set(parts.flatMap((part) => part.required ?? []));
    const choices = parts.flatMap(({ oneOf, anyOf }) => [
      ...keyChoice("Exactly one of", oneOf),
      ...keyChoice("At least one of", anyOf),
    ]);
    const alternatives = parts.flatMap(({ oneOf = [], anyOf = [] }) => [...oneOf, ...anyOf]).filter(hasType);
    const isPlain = parts.every(({ properties }) => !properties) && alternatives.length === 0;
    return [
      escaped(descriptionOf(schema)),
      alternatives.length > 0 ? `One of ${[...new Set(alternatives.map(type))].join(", ")}.` : "",
      isPlain && bases.every((base) => !base)
        ? `${listsValues(schema) ? "" : `Type: ${type(schema)}. `}${limits(schema)}`
        : "",
      ...bases.flatMap((base) => (base ? [`Has the fields of ${named(base)} too.`] : [])),
      ...choices,
      fields(
        parts.flatMap(({ properties = {} }) =>
          Object.entries(properties).map(([name, field]) => ({ name, schema: field, required: required.has(name) })),
        ),
      ),
    ]
      .filter((part) => part.trim() !== "")
      .join("\n\n");
  };

  return { type, fields, section };
}

/** Whether an alternative is a type of its own, and not only a choice of keys. */
function hasType({ $ref, type, enum: values, properties, items, allOf }: Schema): boolean {
  return Boolean($ref ?? type ?? values ?? properties ?? items ?? allOf);
}

function keyChoice(words: string, alternatives: readonly Schema[] = []): string[] {
  const lists = alternatives
    .filter((one) => !hasType(one))
    .map(({ required = [] }) => required.map(code).join(" and "));
  return lists.length > 0 ? [`${words} ${lists.join(", ")}.`] : [];
}

const LIMITS: Readonly<Record<string, string>> = {
  minLength: "at least % characters",
  maxLength: "at most % characters",
  minItems: "at least % items",
  maxItems: "at most % items",
  minimum: "from %",
  maximum: "up to %",
  pattern: "pattern `%`",
};

/** Whether its text has every value that a schema allows. */
function listsValues({ enum: values = [], description = "" }: Schema): boolean {
  return values.length > 0 && values.every((value) => description.includes(code(String(value))));
}

/** What a schema limits, as far as its text does not say it. */
function limits(schema: Schema): string {
  const text = descriptionOf(schema);
  const said = Object.entries(LIMITS).flatMap(([keyword, words]) => {
    const value = schema[keyword];
    return value === undefined || text.includes(String(value)) ? [] : [words.replace("%", () => String(value))];
  });
  const open = schema.default === undefined ? [] : [`default ${code(JSON.stringify(schema.default))}`];
  const all = [...said, ...open].join(", ");
  return all === "" ? "" : `${all.slice(0, 1).toUpperCase()}${all.slice(1)}.`;
}

function descriptionOf({ description = "" }: Schema): string {
  return description.trim();
}

const code = (text: string): string => `\`${text}\``;

/** A text of a description, which is Markdown, in a page that takes tags for its own. */
export function escaped(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;");
}

function indented(text: string): string {
  return escaped(text)
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}
