import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "rolldown";

/**
 * Measures what a package adds to a web page or an edge worker.
 *
 * @param project Where the package is installed.
 * @param from The package, or a module of it.
 * @param name What is imported of it.
 * @returns The bytes of a program that imports `name` and nothing else, dependencies included, minified and gzipped.
 */
export async function bundleSize(project: string, from: string, name: string): Promise<number> {
  const input = join(project, `${name}.bundle.js`);
  await writeFile(input, `export { ${name} } from "${from}";\n`);
  const { output } = await build({
    input,
    cwd: project,
    platform: "browser",
    write: false,
    logLevel: "silent",
    output: { format: "esm", minify: true },
  });
  const [chunk, ...others] = output;
  if (chunk.imports.length > 0 || others.length > 0) throw new Error(`the bundle of ${from} is not in one piece`);
  return gzipSync(chunk.code, { level: 9 }).length;
}
