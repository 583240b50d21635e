import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const temporary = realpathSync(mkdtempSync(join(tmpdir(), "promises-")));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The declarations of a package: of its only module, or of each by its path, such as `./client`. */
export type Declarations = string | Readonly<Record<string, string>>;

/**
 * A project with packages of `@sinch-fetch` installed that are nothing but declarations, by the rest of their names, and
 * with the types of Node.
 */
export function projectWith(packages: Readonly<Record<string, Declarations>>): string {
  const project = mkdtempSync(join(temporary, "project-"));
  put(join(project, "package.json"), JSON.stringify({ type: "module" }));
  for (const [name, declarations] of Object.entries(packages)) {
    const folder = join(project, "node_modules/@sinch-fetch", name);
    const modules = typeof declarations === "string" ? { ".": declarations } : declarations;
    const exports: Record<string, { types: string }> = {};
    for (const [path, text] of Object.entries(modules)) {
      const types = path === "." ? "./index.d.ts" : `${path}.d.ts`;
      exports[path] = { types };
      put(join(folder, types), `${text}\nexport {};\n`);
    }
    put(join(folder, "package.json"), JSON.stringify({ name: `@sinch-fetch/${name}`, type: "module", exports }));
  }
  const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  mkdirSync(join(project, "node_modules/@types"), { recursive: true });
  symlinkSync(dirname(nodeTypes), join(project, "node_modules/@types/node"));
  return project;
}

export function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
