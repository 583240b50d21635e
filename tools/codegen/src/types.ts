import { BrokenDescription, type Description } from "@sinch-fetch/description";
import { namedKinds } from "./named-kinds.ts";
import { SHARED_TYPES, typeOf } from "./schema-types.ts";
import { type Declaration, declared, namesIn } from "./type-tree.ts";
import { wireTypes } from "./wire-types.ts";

/** The types of a description that has each schema once: those of its schemas, and those that openapi-fetch reads. */
export function generateTypes(
  description: Description,
  sharedFrom = "@sinch-fetch/http",
): { readonly schemas: string; readonly types: string } {
  const { webhooks: _, ...view } = namedKinds(description);
  const wire = wireTypes(view);
  const schemas = Object.entries(view.components?.schemas ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, schema]): Declaration => ({ name, type: typeOf(schema, view), docs: schema.description }));
  checkNames(schemas, wire);
  const types = new Map(schemas.map(({ name, type }) => [name, type]));
  const imports = importOf(wire, SHARED_TYPES, sharedFrom) + importOf(wire, new Set(types.keys()), "./schemas.gen.ts");
  return {
    // A file without a statement would not be a module.
    schemas:
      [importOf(schemas, SHARED_TYPES, sharedFrom), ...schemas.map((schema) => declared(schema, types))].join("\n") ||
      "export {};\n",
    types: (imports && `${imports}\n`) + wire.map((declaration) => declared(declaration, new Map())).join("\n"),
  };
}

/** An import of those of the given names that declarations refer to; nothing if there are none. */
function importOf(declarations: readonly Declaration[], names: ReadonlySet<string>, from: string): string {
  const used = [...new Set(declarations.flatMap(({ type }) => namesIn(type)))].filter((name) => names.has(name)).sort();
  return used.length > 0 ? `import type { ${used.join(", ")} } from "${from}";\n` : "";
}

function checkNames(schemas: readonly Declaration[], wire: readonly Declaration[]): void {
  const taken = new Set([...wire.map(({ name }) => name), ...SHARED_TYPES, "components"]);
  for (const { name } of schemas) {
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw new BrokenDescription(`schema ${name} needs a name that can be the name of a type`);
    }
    if (taken.has(name)) throw new BrokenDescription(`schema ${name} has the name of another type`);
  }
}
