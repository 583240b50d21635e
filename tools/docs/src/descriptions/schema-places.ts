import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Schema } from "@sinch-fetch/description";
import { REPOSITORY } from "@sinch-fetch/workspace";
import type { DocumentedApi } from "./documented-apis.ts";

/** Schemas about one thing, as one file of the descriptions has them. */
export interface SchemaTopic {
  readonly title: string;
  readonly introduction: string;
  readonly address: string;
  /** The APIs that use them. */
  readonly apis: readonly string[];
  readonly schemas: ReadonlyMap<string, Schema>;
}

/** Finds the place of a schema of an API; `undefined` if it has none. */
export type SchemaPlace = (api: string, name: string) => string | undefined;

/**
 * Sorts the schemas of all APIs into topics. A schema that several APIs share has one place, and the open twin that
 * responses have of a schema has none of its own.
 */
export function schemaTopics(apis: readonly DocumentedApi[]): SchemaTopic[] {
  const topics = new Map<string, GrowingTopic>();
  for (const api of apis) {
    const schemas = api.description.components?.schemas ?? {};
    for (const [name, schema] of Object.entries(schemas)) {
      if (name !== originalOf(name, schemas)) continue;
      const { address, title, introduction } = fileOf(api, name);
      const topic: GrowingTopic = topics.get(address) ?? { address, title, introduction, apis: [], schemas: new Map() };
      topics.set(address, topic);
      if (!topic.apis.includes(api.name)) topic.apis.push(api.name);
      if (!topic.schemas.has(name)) topic.schemas.set(name, schema);
    }
  }
  return [...topics.values()];
}

interface GrowingTopic extends SchemaTopic {
  readonly apis: string[];
  readonly schemas: Map<string, Schema>;
}

/** Knows where each schema is. */
export function schemaPlaces(topics: readonly SchemaTopic[]): SchemaPlace {
  return (api, name) => {
    const original = name.replace(/Answer$/, "");
    const found = topics.find(
      ({ apis, schemas }) => apis.includes(api) && (schemas.has(name) || schemas.has(original)),
    );
    if (!found) return undefined;
    return `${found.address}#${(found.schemas.has(name) ? name : original).toLowerCase()}`;
  };
}

/** The schema that another is the open twin of, or its own name. */
export function originalOf(name: string, schemas: Readonly<Record<string, unknown>>): string {
  const original = name.replace(/Answer$/, "");
  return original in schemas ? original : name;
}

interface SchemaFile {
  readonly address: string;
  readonly title: string;
  readonly introduction: string;
}

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
