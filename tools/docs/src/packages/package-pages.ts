import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import {
  Application,
  Converter,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  ReflectionKind,
  type TypeDocOptions,
} from "typedoc";
import { load, type PluginOptions } from "typedoc-plugin-markdown";
import { outsideFences } from "../markdown/outside-fences.ts";
import { anchorOf } from "../markdown/sections.ts";
import type { Page } from "../page.ts";
import { docsProgram } from "./docs-program.ts";
import type { DocumentedPackage } from "./documented-packages.ts";
import { leaveOutDescribed } from "./leave-out-described.ts";

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
  const program = docsProgram(packages);
  const entries = packages.flatMap((one) => one.entries);
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
  const folder = await mkdtemp(join(tmpdir(), "exports-"));
  try {
    await app.outputs.writeOutput({ name: "markdown", path: folder }, project);
    if (log.problems.length > 0) throw new Error(log.problems.join("\n"));
    return await Promise.all(
      entries.map(async ({ specifier }) => ({
        address: exportsAddress(specifier),
        title: specifier,
        description: `What ${specifier} exports.`,
        text: readable(await readFile(join(folder, `${specifier}.md`), "utf8"), specifier),
      })),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
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
