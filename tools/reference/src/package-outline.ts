import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import {
  Comment,
  CommentTag,
  type Context,
  type Converter,
  type DeclarationReflection,
  MinimalSourceFile,
  normalizePath,
  ReferenceType,
  type Reflection,
  ReflectionKind,
} from "typedoc";
import type { DocumentedPackage } from "./documented-packages.ts";

const GROUPS: Readonly<Record<string, string>> = {
  "resources.gen.ts": "Resources",
  "schemas.gen.ts": "Schemas",
  "callbacks.gen.ts": "Callbacks",
};
const NO_QUERY = "Readonly<Record<string, never>>";

/** Puts in order what TypeDoc has read: READMEs, groups, and nothing that is not for users. */
export function arrange(converter: Converter, context: Context, packages: readonly DocumentedPackage[]): void {
  const { project } = context;
  for (const reflection of Object.values(project.reflections)) {
    dropDefaultQuery(reflection);
    const group = reflection.isDeclaration() && GROUPS[fileOf(context, reflection) ?? ""];
    if (!group || !reflection.isDeclaration()) continue;
    // Types alone leave a generated file: what makes the resources is not for users.
    if (reflection.kindOf(ReflectionKind.FunctionOrMethod)) project.removeReflection(reflection);
    else {
      reflection.comment ??= new Comment();
      reflection.comment.blockTags.push(new CommentTag("@group", [{ kind: "text", text: group }]));
    }
  }
  for (const one of packages) addReadme(converter, context, one);
}

/** The name of the file that an export of a package is declared in. */
function fileOf(context: Context, reflection: DeclarationReflection): string | undefined {
  if (!reflection.parent?.kindOf(ReflectionKind.Module) || reflection.kindOf(ReflectionKind.Reference))
    return undefined;
  const [declaration] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
  return declaration && basename(declaration.getSourceFile().fileName);
}

/** TypeDoc writes the defaults of type parameters out, at every method. */
function dropDefaultQuery(reflection: Reflection): void {
  if (!reflection.isParameter() || !(reflection.type instanceof ReferenceType)) return;
  if (reflection.type.typeArguments?.join() === NO_QUERY) delete reflection.type.typeArguments;
}

function addReadme(converter: Converter, { project }: Context, { name, readme }: DocumentedPackage): void {
  const module = project.children?.find((child) => child.name === name);
  if (readme === undefined || module === undefined) return;
  const path = normalizePath(readme);
  // The page has the title already.
  const text = readFileSync(readme, "utf8").replace(/^# .*\n/, "");
  module.readme = converter.parseRawComment(new MinimalSourceFile(text, path), project.files).content;
  project.files.registerReflectionPath(path, module);
  project.files.registerReflectionPath(normalizePath(dirname(readme)), module);
}
