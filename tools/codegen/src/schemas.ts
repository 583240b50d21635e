import { BrokenDescription, type Description } from "@sinch-fetch/description";
import { docComment } from "./docs.ts";

/**
 * A public name for each schema, so that users write `AppMessage` and the shape of the generated types stays ours.
 *
 * @param description As the client sees it.
 * @throws {BrokenDescription} The name of a schema cannot be the name of a type.
 */
export function generateSchemas({ components }: Description): string {
  const schemas = Object.entries(components?.schemas ?? {});
  const unfit = schemas.find(([name]) => !/^[A-Za-z_]\w*$/.test(name));
  if (unfit) throw new BrokenDescription(`schema ${unfit[0]} needs a name that can be the name of a type`);
  const aliases = schemas
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { description }]) =>
        `${description ? docComment([description]) : ""}export type ${name} = components["schemas"]["${name}"];\n`,
    );
  return ['import type { components } from "./types.gen.ts";\n', ...aliases].join("\n");
}
