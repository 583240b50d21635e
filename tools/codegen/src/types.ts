import {
  BrokenDescription,
  type Description,
  methodName,
  type OperationObject,
  operationsOf,
  resourceName,
} from "@sinch-fetch/description";
import openapiTS, { astToString } from "openapi-typescript";
import type { Declaration } from "./declarations.ts";
import { docComment } from "./docs.ts";
import { namedKinds } from "./named-kinds.ts";
import { namedTypes, optionalMember } from "./named-types.ts";
import { queryName } from "./query-name.ts";
import { referencesIn } from "./references.ts";
import { SHARED_TYPES, typeNodeOf } from "./type-nodes.ts";
import { typeView } from "./type-view.ts";

/** The types of a description. */
export interface GeneratedTypes {
  /** A type for each schema, by its own name. */
  readonly schemas: string;
  /** `paths`, as openapi-fetch reads them, and the types of operations and queries. */
  readonly types: string;
}

/**
 * The types of a description.
 *
 * @param description As the client sees it, each schema once.
 * @param sharedFrom The module with the types that all descriptions share.
 * @throws {BrokenDescription} The name of a schema cannot be the name of a type, or belongs to another type.
 */
export async function generateTypes(
  description: Description,
  sharedFrom = "@sinch-fetch/http",
): Promise<GeneratedTypes> {
  const operations = operationsOf(description);
  const queryNames = new Map(
    operations
      .filter(({ parameters }) => parameters.some((parameter) => parameter.in === "query"))
      .map(({ object }) => [object.operationId, queryName(object)]),
  );
  const { webhooks: _, ...view } = namedKinds(typeView(description));
  checkNames(view, [...operations.map(({ object }) => object.operationId), ...queryNames.values()]);
  const nodes = await openapiTS(JSON.stringify(view), {
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    transform: typeNodeOf,
    transformProperty: optionalMember,
  });
  const { schemas, wire } = namedTypes(nodes, queryNames);
  const docs = new Map([
    ...[view, description].flatMap(({ components }) =>
      Object.entries(components?.schemas ?? {}).map(([name, schema]) => [name, schema.description] as const),
    ),
    ...operations.flatMap(({ object }) => wireDocs(object, queryNames)),
    [
      "paths",
      "The operations of the API by path, without the project's prefix, as `openapi-fetch` reads them.",
    ] as const,
    ["components", "What several operations share."] as const,
  ]);
  const written = (declarations: readonly Declaration[]): string[] =>
    declarations.map((declaration) => {
      const text = docs.get(declaration.name.text);
      return (text === undefined ? "" : docComment([text])) + astToString(declaration);
    });
  const declared = [...schemas].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, declaration]) => declaration);
  const imports = [
    importOf(wire, SHARED_TYPES, sharedFrom),
    importOf(wire, new Set(schemas.keys()), "./schemas.gen.ts"),
  ].join("");
  return {
    // A file without a statement would not be a module.
    schemas: [importOf(declared, SHARED_TYPES, sharedFrom), ...written(declared)].join("\n") || "export {};\n",
    types: (imports && `${imports}\n`) + written(wire).join("\n"),
  };
}

/** The docs of an operation's type and of that of its query. */
function wireDocs(
  object: OperationObject,
  queryNames: ReadonlyMap<string, string>,
): readonly (readonly [name: string, docs: string])[] {
  const method = `\`${resourceName(object)}.${methodName(object)}\``;
  const query = queryNames.get(object.operationId);
  return [
    [object.operationId, `What ${method} takes and returns, by status, at the wire level.`],
    ...(query === undefined ? [] : [[query, `The query of ${method}.`] as const]),
  ];
}

/** An import of those of the given names that declarations refer to; nothing if there are none. */
function importOf(declarations: readonly Declaration[], names: ReadonlySet<string>, from: string): string {
  const used = [...new Set(declarations.flatMap(referencesIn))].filter((name) => names.has(name)).sort();
  return used.length > 0 ? `import type { ${used.join(", ")} } from "${from}";\n` : "";
}

function checkNames({ components }: Description, others: readonly string[]): void {
  const taken = new Set([...others, ...SHARED_TYPES, "paths", "components"]);
  for (const name of Object.keys(components?.schemas ?? {})) {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new BrokenDescription(`schema ${name} needs a name that can be the name of a type`);
    }
    if (taken.has(name)) throw new BrokenDescription(`schema ${name} has the name of another type`);
  }
}
