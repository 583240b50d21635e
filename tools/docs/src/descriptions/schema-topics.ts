import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Schema } from "@sinch-fetch/description";
import { REPOSITORY } from "@sinch-fetch/workspace";
import type { Page } from "../page.ts";
import type { DocumentedApi } from "./documented-apis.ts";
import { escaped, type SchemaPlace, schemaText } from "./schema-text.ts";

/** Schemas about one thing, as one file of the descriptions has them. */
export interface SchemaTopic {
  readonly title: string;
  readonly introduction: string;
  readonly address: string;
  /** The APIs that use them. */
  readonly apis: readonly string[];
  readonly schemas: ReadonlyMap<string, Schema>;
}

/**
 * Sorts the schemas of all APIs into topics. A schema that several APIs share has one place, and the open twin that
 * responses have of a schema has none of its own.
 */
export function schemaTopics(apis: readonly DocumentedApi[]): SchemaTopic[] {
  const topics = new Map<string, SchemaFile & { apis: Set<string>; schemas: Map<string, Schema> }>();
  for (const api of apis) {
    const schemas = api.description.components?.schemas ?? {};
    for (const [name, schema] of Object.entries(schemas)) {
      if (name !== originalOf(name) && originalOf(name) in schemas) continue;
      const file = fileOf(api, name);
      const topic = topics.get(file.address) ?? { ...file, apis: new Set(), schemas: new Map() };
      topics.set(file.address, topic);
      topic.apis.add(api.name);
      if (!topic.schemas.has(name)) topic.schemas.set(name, schema);
    }
  }
  return [...topics.values()].map((topic) => ({ ...topic, apis: [...topic.apis] }));
}

/** Knows where each schema is. */
export function schemaPlaces(topics: readonly SchemaTopic[]): SchemaPlace {
  return (api, name) => {
    for (const { address, apis, schemas } of topics) {
      const shown = [name, originalOf(name)].find((one) => schemas.has(one));
      if (shown !== undefined && apis.includes(api)) return `${address}#${shown.toLowerCase()}`;
    }
    return undefined;
  };
}

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

/** The schema that another can be the open twin of. */
function originalOf(name: string): string {
  return name.replace(/Answer$/, "");
}

/** Where the schemas of a file stand. */
type SchemaFile = Pick<SchemaTopic, "address" | "title" | "introduction">;

const FILES: ReadonlyMap<string, SchemaFile> = new Map(
  globSync("specs/*/schemas/*.yaml", { cwd: REPOSITORY }).flatMap((path) => {
    const text = readFileSync(join(REPOSITORY, path), "utf8");
    const [, area = ""] = path.split("/");
    const file = `${area}-${basename(path, ".yaml")}`;
    const introduction = /^(?:#.*\n)+/.exec(text)?.[0].replaceAll(/^# ?/gm, "").trim().replaceAll("\n", " ") ?? "";
    const place = { address: `/api/schemas/${file}`, title: titleOf(basename(path, ".yaml")), introduction };
    const names = [...text.matchAll(/^([A-Za-z]\w*):/gm)].map(([, name = ""]) => name);
    return names.map((name): [string, SchemaFile] => [`${area}/${name}`, place]);
  }),
);

function fileOf(api: DocumentedApi, name: string): SchemaFile {
  const found = FILES.get(`${api.name}/${name}`) ?? FILES.get(`shared/${name}`);
  return found ?? { address: `/api/schemas/${api.name}`, title: api.title, introduction: "" };
}

function titleOf(file: string): string {
  const words = file.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
