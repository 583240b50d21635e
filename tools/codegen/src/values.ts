import {
  BrokenDescription,
  camelCase,
  type Description,
  operationsOf,
  pascalCase,
  type Schema,
} from "@sinch-fetch/description";
import { docComment } from "./docs.ts";

/** Says, on a schema, a shorter name for its list of values. */
const SHORT_NAME = "x-short-name";

/** The values of a string, as far as they are known, by the name of the type or the way to it. */
interface Values {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * A list of the known values of each enum, with a guard: `agentTypes` and `isAgentType` for `AgentType`. An enum without
 * a name has that of its schema and its property, or of its operation and its parameter. Nothing without enums.
 */
export function generateValues(description: Description): string | undefined {
  const inSchemas = Object.entries(description.components?.schemas ?? {}).flatMap(([name, schema]) =>
    valuesIn(nameOf(name, schema), schema),
  );
  const inParameters = operationsOf(description).flatMap(({ object, parameters }) => {
    const operation = pascalCase(object.operationId.split("_").at(-1) ?? "");
    return parameters.flatMap(({ name, schema = {} }) => valuesIn(operation + pascalCase(name), schema));
  });
  const found = [...inSchemas, ...inParameters].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (found.length === 0) return undefined;
  const twice = found.find(({ name }, index) => found[index - 1]?.name === name);
  if (twice) throw new BrokenDescription(`two lists of values are called ${listName(twice.name)}`);
  return found.map(written).join("\n");
}

function nameOf(name: string, { [SHORT_NAME]: short }: Schema): string {
  return typeof short === "string" ? short : name;
}

function valuesIn(name: string, schema: Schema): Values[] {
  const { properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  // An enum that is open stands beside a string.
  const known = anyOf.length === 2 ? anyOf.find((part) => part.enum !== undefined) : undefined;
  const values = (known ?? schema).enum?.filter((value) => typeof value === "string") ?? [];
  return [
    ...(values.length > 0 ? [{ name, values }] : []),
    ...[...oneOf, ...allOf, ...(items ? [items] : [])].flatMap((part) => valuesIn(name, part)),
    ...Object.entries(properties).flatMap(([key, property]) => valuesIn(name + pascalCase(key), property)),
  ];
}

function written({ name, values }: Values): string {
  const list = listName(name);
  return `${docComment([`The known values of \`${name}\`, in the order of the API's documentation.`])}\
export const ${list} = ${JSON.stringify(values)} as const;

${docComment([`Whether a value is one of \`${list}\`. A value that this version does not know is not.`])}\
export function is${pascalCase(name)}(value: unknown): value is (typeof ${list})[number] {
  return ${list}.some((known) => known === value);
}
`;
}

function listName(name: string): string {
  const singular = camelCase(name);
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  if (/(ss|us|x|z|ch|sh)$/.test(singular)) return `${singular}es`;
  return singular.endsWith("s") ? singular : `${singular}s`;
}
