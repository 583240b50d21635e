import ts from "typescript";
import { changesTo } from "./changes.ts";
import type { Mutant } from "./mutant.ts";

const LABEL_LENGTH = 60;

/**
 * All the mutants of a source file, in the order of their places.
 *
 * Types and imports are left alone: they are not there when the program runs.
 *
 * @param source TypeScript.
 */
export function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const mutants = new Map<string, Mutant>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    for (const { start, end, replacement } of changesTo(node)) {
      const line = file.getLineAndCharacterOfPosition(start).line + 1;
      const label = `${shown(source.slice(start, end))} → ${shown(replacement) || "nothing"}`;
      mutants.set(`${start} ${end} ${replacement}`, { start, end, replacement, line, label });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...mutants.values()].sort((one, other) => one.start - other.start);
}

function shown(text: string): string {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > LABEL_LENGTH ? `${flat.slice(0, LABEL_LENGTH)}…` : flat;
}
