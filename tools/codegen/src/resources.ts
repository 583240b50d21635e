import { camelCase, type Description, pascalCase } from "@sinch-fetch/description";
import { docComment } from "./docs.ts";
import { methodOf, type NameType } from "./method.ts";
import { namedOperations } from "./named-operations.ts";

/** The types of resource methods, with their docs. The methods are made at run time, from the table of operations. */
export function generateResources(description: Description): string {
  const used = { schemas: new Set<string>(), types: new Set<string>() };
  const nameType: NameType = (name, from) => {
    used[from].add(name);
    return name;
  };
  const resources = [...namedOperations(description)].map(([resource, operations]) => {
    const methods = [...operations].map(([name, operation]) => {
      const { docs, signature } = methodOf(operation, description, nameType);
      return `${docs}  ${name}${signature};\n`;
    });
    return { resource, methods, type: `${pascalCase(resource)}Resource`, docs: tagDocs(description, resource) };
  });
  const interfaces = resources.map(
    ({ type, docs, methods }) => `${docs}export interface ${type} {\n${methods.join("\n")}}\n`,
  );
  const overview = resources.map(
    ({ resource, type, docs }) => `${docs.replace(/^/gm, "  ").trimEnd()}\n  readonly ${resource}: ${type};\n`,
  );
  const types = ["CallOptions", ...(interfaces.some((written) => written.includes("Paged<")) ? ["Paged"] : [])];
  const imports = Object.entries(used).filter(([, names]) => names.size > 0);
  return [
    `import type { ${types.join(", ")} } from "@sinch-fetch/http";\n` +
      imports
        .map(([file, names]) => `import type { ${[...names].sort().join(", ")} } from "./${file}.gen.ts";\n`)
        .join(""),
    ...interfaces,
    `/** The resources of the client. */\nexport interface Resources {\n${overview.join("\n")}}\n`,
  ].join("\n");
}

function tagDocs({ tags = [] }: Description, resource: string): string {
  return docComment([tags.find(({ name }) => camelCase(name) === resource)?.description ?? resource]);
}
