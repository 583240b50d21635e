import { MOCK, type PackageChange, type PackageVerdict } from "./packages.ts";
import { worstFirst } from "./rules.ts";

/** More texts than these are counted. */
const MAX_TEXTS = 5;
const TEXTS: ReadonlySet<string> = new Set(["documented", "texts"]);

/** The differences for a reader: each package with its bump, and the changes that it follows from, the worst first. */
export function reportOf(verdicts: readonly PackageVerdict[]): string {
  const named = new Set(
    verdicts.filter(({ name }) => name !== MOCK).flatMap(({ changes }) => changes.map(({ api }) => api)),
  );
  return verdicts
    .map(({ name, bump, changes }) => {
      const repeated = name === MOCK ? changes.filter(({ api }) => named.has(api)) : [];
      const own = changes.filter((change) => !repeated.includes(change));
      const served = repeated.length > 0 ? ", it serves the descriptions of the packages above" : "";
      return `${name}: ${bump}${served}\n${linesOf(name, own).join("")}`;
    })
    .join("\n");
}

/** The changes of a package in lines, the worst first; many changed texts in one. */
export function linesOf(name: string, changes: readonly PackageChange[]): string[] {
  const others = changes.filter(({ rule }) => !TEXTS.has(rule));
  const texts = changes.length - others.length;
  const lines = worstFirst(texts > MAX_TEXTS ? others : changes).map((change) => lineOf(name, change));
  return texts > MAX_TEXTS ? [...lines, `  patch  ${texts} texts and examples\n`] : lines;
}

function lineOf(name: string, change: PackageChange): string {
  const { level, operation, text } = change;
  const place = operation === undefined ? "" : `${operation} · `;
  return `  ${level}  ${place}${pathOf(name, change)}: ${text}\n`;
}

/** The mock serves several APIs, which may have operations of the same name. */
function pathOf(name: string, { api, path }: PackageChange): string {
  return name === MOCK ? `${api} · ${path}` : path;
}

/** The same for programs. */
export function jsonOf(verdicts: readonly PackageVerdict[]): string {
  const packages = verdicts.map(({ name, bump, changes }) => ({
    name,
    bump,
    changes: changes.map((change) => {
      const { level, operation, text } = change;
      return { level, operation, path: pathOf(name, change), text };
    }),
  }));
  return JSON.stringify({ packages }, null, 2);
}
