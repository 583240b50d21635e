import { BrokenDescription } from "./broken-description.ts";
import { type Description, operationsOf } from "./description.ts";
import { docComment } from "./docs.ts";
import { type Method, methodOf } from "./method.ts";
import { camelCase, pascalCase, resourceName } from "./names.ts";

/**
 * The resource methods of a client: an interface with the docs, and the calls behind it.
 *
 * @param description As the client sees it.
 * @throws {BrokenDescription} An operation needs what clients do not support, or two have one method name.
 */
export function generateResources(description: Description): string {
  const resources = Map.groupBy(operationsOf(description), ({ object }) => resourceName(object));
  const schemas = new Set<string>();
  const nameSchema = (name: string): string => {
    schemas.add(name);
    return name;
  };
  const written = [...resources].map(([resource, operations]) => {
    const methods = operations.map((operation) => methodOf(operation, description, nameSchema));
    refuseDuplicates(resource, methods);
    return { resource, methods, type: `${pascalCase(resource)}Resource`, docs: tagDocs(description, resource) };
  });
  const interfaces = written.map(
    ({ type, docs, methods }) =>
      `${docs}export interface ${type} {\n${methods.map(({ docs, name, signature }) => `${docs}  ${name}${signature};\n`).join("\n")}}\n`,
  );
  const overview = written.map(
    ({ resource, type, docs }) => `${docs.replace(/^/gm, "  ").trimEnd()}\n  readonly ${resource}: ${type};\n`,
  );
  const makers = written.map(
    ({ resource, methods }) =>
      `    ${resource}: {\n${methods.map(({ name, implementation }) => `      ${name}: ${implementation},\n`).join("")}    },\n`,
  );
  const usesOperations = interfaces.some((text) => text.includes('operations["'));
  return [
    'import type { Call, CallOptions } from "@sinch-fetch/http/client";\n' +
      'import * as operation from "./operations.gen.ts";\n' +
      (schemas.size > 0 ? `import type { ${[...schemas].sort().join(", ")} } from "./schemas.gen.ts";\n` : "") +
      (usesOperations ? 'import type { operations } from "./types.gen.ts";\n' : ""),
    ...interfaces,
    `/** The resources of the client. */\nexport interface Resources {\n${overview.join("\n")}}\n`,
    `export function createResources(call: Call): Resources {\n  return {\n${makers.join("")}  };\n}\n`,
  ].join("\n");
}

function tagDocs({ tags = [] }: Description, resource: string): string {
  return docComment([tags.find(({ name }) => camelCase(name) === resource)?.description ?? resource]);
}

function refuseDuplicates(resource: string, methods: readonly Method[]): void {
  for (const [index, { name, operationId }] of methods.entries()) {
    const other = methods.slice(0, index).find((earlier) => earlier.name === name);
    if (other === undefined) continue;
    const message = `${resource}.${name} already stands for ${other.operationId}: tell them apart by x-method`;
    throw new BrokenDescription(message, operationId);
  }
}
