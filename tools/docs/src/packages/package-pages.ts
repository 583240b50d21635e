import { mkdtempDisposable, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, posix } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import {
  Application,
  type Context,
  Converter,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  ReferenceType,
  type Reflection,
  ReflectionKind,
  type TypeDocOptions,
} from "typedoc";
import { load, type PluginOptions } from "typedoc-plugin-markdown";
import ts from "typescript";
import { anchorOf, outsideFences } from "../markdown/sections.ts";
import type { Page } from "../page.ts";
import type { DocumentedPackage, EntryPoint } from "./documented-packages.ts";

const OPTIONS: Partial<TypeDocOptions & PluginOptions> = {
  plugin: [load],
  readme: "none",
  // A page shows no sources: they are those of the folder that the site is built in.
  disableSources: true,
  disableGit: true,
  excludePrivate: true,
  excludeExternals: true,
  excludeInternal: true,
  groupOrder: ["Functions", "Interfaces", "Classes", "Type Aliases", "*", "References"],
  externalSymbolLinkMappings: {
    "openapi-fetch": { "*": "https://openapi-ts.dev/openapi-fetch/api" },
    "openapi-typescript-helpers": { "*": "https://openapi-ts.dev/openapi-fetch/api" },
  },
  validation: { invalidLink: true, invalidPath: true, notExported: false },
  outputFileStrategy: "modules",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
};

/** What a description gives has pages of its own, which show more than a type can. */
const DESCRIBED = new Set([
  "resources.gen.ts",
  "schemas.gen.ts",
  "callbacks.gen.ts",
  "types.gen.ts",
  "operations.gen.ts",
]);
const NO_QUERY = "Readonly<Record<string, never>>";

/** The page of what can be imported from an entry point. */
export function exportsAddress(specifier: string): string {
  const [, name = "", ...entry] = specifier.split("/");
  return `/packages/${[name, ...entry, "exports"].join("-")}`;
}

/**
 * Makes a page for each entry point of the packages, with all that it exports.
 *
 * @param placeOf Where a type is shown that a description gives, by the package that exports it and its name.
 * @throws {Error} TypeDoc complains, about a link that leads nowhere for instance; the message lists everything.
 */
export async function packagePages(
  packages: readonly DocumentedPackage[],
  placeOf: (packageName: string, name: string) => string | undefined,
): Promise<Page[]> {
  const app = await Application.bootstrapWithPlugins(OPTIONS);
  const log = new ProblemLog();
  app.logger = log;
  const entries = packages.flatMap((one) => one.entries);
  const program = docsProgram(entries);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, leaveOutDescribed);
  app.converter.addUnknownSymbolResolver(({ moduleSource = "", symbolReference }) => {
    return placeOf(moduleSource, symbolReference?.path?.[0]?.path ?? "");
  });
  const project = app.converter.convert(
    entries.map(({ specifier, source }) => {
      const sourceFile = program.getSourceFile(source);
      if (sourceFile === undefined) throw new Error(`${specifier}: ${source} is missing`);
      return { displayName: specifier, program, sourceFile };
    }),
  );
  app.validate(project);
  log.problems.push(...undocumented(project));
  await using folder = await mkdtempDisposable(join(tmpdir(), "exports-"));
  await app.outputs.writeOutput({ name: "markdown", path: folder.path }, project);
  if (log.problems.length > 0) throw new Error(log.problems.join("\n"));
  return await Promise.all(
    entries.map(async ({ specifier }) => ({
      address: exportsAddress(specifier),
      title: specifier,
      description: `What ${specifier} exports.`,
      text: readable(await readFile(join(folder.path, `${specifier}.md`), "utf8"), specifier),
    })),
  );
}

/**
 * One program over the sources of all packages, in which an import of a package leads to its source, so that pages link
 * across packages and a re-export is not a second entry.
 */
function docsProgram(entries: readonly EntryPoint[]): ts.Program {
  const base = join(REPOSITORY, "tsconfig.base.json");
  const { config } = ts.readConfigFile(base, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, REPOSITORY);
  return ts.createProgram({
    rootNames: entries.map((entry) => entry.source),
    options: {
      ...options,
      types: ["node"],
      typeRoots: [join(REPOSITORY, "tools/docs/node_modules/@types")],
      skipLibCheck: true,
      paths: Object.fromEntries(entries.map(({ specifier, source }) => [specifier, [source]])),
    },
  });
}

/** Leaves out of what TypeDoc has read what comes from a description. */
function leaveOutDescribed(context: Context): void {
  for (const reflection of Object.values(context.project.reflections)) {
    dropDefaultQuery(reflection);
    if (reflection.isDeclaration() && DESCRIBED.has(fileOf(context, reflection) ?? "")) {
      context.project.removeReflection(reflection);
    }
  }
}

/** The name of the file that an export of a package is declared in. */
function fileOf(context: Context, reflection: DeclarationReflection): string | undefined {
  if (!reflection.parent?.kindOf(ReflectionKind.Module)) return undefined;
  const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
  return declaration && basename(declaration.getSourceFile().fileName);
}

/** TypeDoc writes the defaults of type parameters out, at every method. */
function dropDefaultQuery(reflection: Reflection): void {
  if (!reflection.isParameter() || !(reflection.type instanceof ReferenceType)) return;
  if (reflection.type.typeArguments?.join() === NO_QUERY) delete reflection.type.typeArguments;
}

/**
 * What the plugin wrote, in the shape of the site: one heading an export, links to other pages of the site, and the marks
 * that its links count on.
 */
function readable(markdown: string, specifier: string): string {
  const used = new Map<string, number>();
  const ids = new Set<string>();
  const marked = outsideFences(markdown, (text) =>
    text.replaceAll(/^(#+) (.*)$/gm, (_, marks: string, title: string) => {
      const anchor = anchorOf(title.replaceAll("\\", ""));
      const count = used.get(anchor) ?? 0;
      used.set(anchor, count + 1);
      const id = count === 0 ? anchor : `${anchor}-${count}`;
      ids.add(id);
      return marks.length < 4 ? `${marks} ${title} {#${id}}` : `<a id="${id}"></a>**${title}**`;
    }),
  );
  return (
    marked
      .replaceAll(/^\*\*\*$/gm, "")
      // It also counts names that differ by their case, and headings do not.
      .replaceAll(/\]\(#([^)]*?)(-\d+)\)/g, (link, anchor: string) =>
        ids.has(link.slice(3, -1)) ? link : `](#${anchor})`,
      )
      .replaceAll(/\]\(([^)#]*)\.md(#[^)]*)?\)/g, (_, file: string, anchor: string = "") => {
        return `](${exportsAddress(posix.join(posix.dirname(specifier), file))}${anchor})`;
      })
  );
}

/** The exports of our own without a docstring; what is passed on from a dependency is documented there. */
function undocumented(project: ProjectReflection): string[] {
  const { children: modules = [] } = project;
  const isForeign = (one: DeclarationReflection): boolean =>
    project.getSymbolIdFromReflection(one)?.fileName?.includes("/node_modules/") ?? false;
  return modules.flatMap(({ name, children = [] }) =>
    children
      .filter((one) => !one.kindOf(ReflectionKind.Reference))
      .filter((one) => !isForeign(one))
      .filter((one) => !one.hasComment() && !one.signatures?.some((signature) => signature.hasComment()))
      .map((one) => `${name}: ${one.name} has no docstring`),
  );
}

class ProblemLog extends Logger {
  readonly problems: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.problems.push(message);
  }
}
