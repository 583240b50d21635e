import {
  Application,
  Converter,
  type DeclarationReflection,
  JSX,
  Logger,
  LogLevel,
  type PageEvent,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  type TypeDocOptions,
} from "typedoc";
import { docsProgram } from "./docs-program.ts";
import type { DocumentedPackage } from "./documented-packages.ts";
import { arrange } from "./package-outline.ts";
import { siteBar, siteHead } from "./site-frame.ts";

const OPTIONS: Partial<TypeDocOptions> = {
  name: "Packages",
  readme: "none",
  // The sources are views of the files of the repository, and a repository has no address before it has a remote.
  disableSources: true,
  disableGit: true,
  hideGenerator: true,
  excludePrivate: true,
  excludeInternal: true,
  navigation: { includeGroups: true },
  groupOrder: [
    "Functions",
    "Interfaces",
    "Resources",
    "Callbacks",
    "Classes",
    "Type Aliases",
    "*",
    "Schemas",
    "References",
  ],
  visibilityFilters: {},
  externalSymbolLinkMappings: {
    "openapi-fetch": { "*": "https://openapi-ts.dev/openapi-fetch/api" },
    "openapi-typescript-helpers": { "*": "https://openapi-ts.dev/openapi-fetch/api" },
  },
  validation: { invalidLink: true, invalidPath: true, notExported: false },
};

/** The page of a package or of another entry point, from the folder of the pages. */
export function modulePage(specifier: string): string {
  return `modules/${specifier.replaceAll(/[@/]/g, "_")}.html`;
}

/**
 * Writes the pages of the packages.
 *
 * @throws {Error} TypeDoc complains, about a link that leads nowhere for instance; the message lists everything.
 */
export async function writePackagePages(packages: readonly DocumentedPackage[], folder: string): Promise<void> {
  const app = await Application.bootstrap(OPTIONS, []);
  const log = new ProblemLog();
  app.logger = log;
  const program = docsProgram(packages);
  const entries = packages.flatMap(({ entries }) => entries);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => arrange(app.converter, context, packages));
  const project = app.converter.convert(
    entries.map(({ specifier, source }) => {
      const sourceFile = program.getSourceFile(source);
      if (sourceFile === undefined) throw new Error(`${specifier}: ${source} is missing`);
      return { displayName: specifier, program, sourceFile };
    }),
  );
  app.validate(project);
  log.problems.push(...undocumented(project));
  const { hooks } = app.renderer;
  hooks.on("head.end", ({ page }) => raw(siteHead(baseOf(page))));
  hooks.on("body.begin", ({ page }) => raw(siteBar(baseOf(page))));
  hooks.on("content.begin", ({ page }) => raw(packageOf(page)));
  await app.generateDocs(project, folder);
  if (log.problems.length > 0) throw new Error(log.problems.join("\n"));
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

const raw = (html: string): JSX.Element => JSX.createElement(JSX.Raw, { html });

const baseOf = ({ url }: PageEvent<Reflection>): string => "../".repeat(url.split("/").length);

/** Shows the search which package a page belongs to. */
function packageOf({ model }: PageEvent<Reflection>): string {
  let outermost = model;
  while (outermost.parent && !outermost.parent.isProject()) outermost = outermost.parent;
  return outermost.isProject() ? "" : `<span data-pagefind-meta="package:${outermost.name}"></span>`;
}

class ProblemLog extends Logger {
  readonly problems: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.problems.push(message);
  }
}
