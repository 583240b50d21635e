import { type Break, distinct } from "./break.ts";
import { typeBreaks, valueBreaks } from "./module-breaks.ts";
import { Relation } from "./relation.ts";
import { openTypes } from "./type-program.ts";

/** How the types of a package break those who use its last release. */
export interface PackageBreaks {
  readonly name: string;
  /** A line for each break, such as `@sinch-fetch/auth: basic(options).username is required now`. */
  readonly lines: readonly string[];
}

/**
 * Compares the types of packages as two projects have them installed.
 *
 * @param oldProject Where the last release is installed.
 * @param nowProject Where the next one is.
 */
export function typeDiff(oldProject: string, nowProject: string, names: readonly string[]): readonly PackageBreaks[] {
  const { checker, packages } = openTypes(oldProject, nowProject, names);
  const relation = new Relation(checker);
  // By values first: they tell on which sides the types are met.
  const values = packages.map(({ modules }) => modules.map((module) => valueBreaks(relation, module)));
  relation.settleSides();
  return packages.map(({ name, modules }, index) => {
    const lines = modules.flatMap((module, at) =>
      distinct([...(values[index]?.[at] ?? []), ...typeBreaks(relation, module)]).map((found) =>
        line(module.name, found),
      ),
    );
    return { name, lines };
  });
}

function line(module: string, { at, text }: Break): string {
  return `${module}: ${at === "" ? text : `${at} ${text}`}`;
}
