import type ts from "typescript";

/** The packages that are compared; what is declared elsewhere is not theirs. */
const OWN = "/node_modules/@sinch-fetch/";

/** Whether none of our packages declares this: it comes with the language, the platform or another package. */
export function isForeign({ declarations = [] }: ts.Symbol): boolean {
  return declarations.every((declaration) => !declaration.getSourceFile().fileName.includes(OWN));
}
