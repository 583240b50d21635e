import { basename } from "node:path";
import { type Context, type DeclarationReflection, ReferenceType, type Reflection, ReflectionKind } from "typedoc";

/** What a description gives has pages of its own, which show more than a type can. */
const DESCRIBED = new Set([
  "resources.gen.ts",
  "schemas.gen.ts",
  "callbacks.gen.ts",
  "types.gen.ts",
  "operations.gen.ts",
]);
const NO_QUERY = "Readonly<Record<string, never>>";

/** Leaves out of what TypeDoc has read what comes from a description. */
export function leaveOutDescribed(context: Context): void {
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
