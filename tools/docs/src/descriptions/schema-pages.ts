import type { Page } from "../page.ts";
import type { SchemaPlace, SchemaTopic } from "./schema-places.ts";
import { escaped, schemaText } from "./schema-text.ts";

/** A page for each topic, with a section for each schema. */
export function schemaPages(topics: readonly SchemaTopic[], place: SchemaPlace): Page[] {
  return topics.map(({ address, title, introduction, apis, schemas }) => {
    const text = schemaText(apis[0] ?? "", place);
    const sections = [...schemas].map(([name, schema]) => `## ${name}\n\n${text.section(schema)}`);
    const packages = apis.map((api) => `\`@sinch-fetch/${api}\``).join(", ");
    const intro = introduction && `${introduction.slice(0, 1).toUpperCase()}${introduction.slice(1)}`;
    return {
      address,
      title,
      text: [`# ${title}`, escaped(intro), `Types of ${packages}.`, ...sections].join("\n\n"),
    };
  });
}
