import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "rolldown";

/**
 * Measures what packages add to a web page or an edge worker.
 *
 * @param project Where they are installed.
 * @param names What is imported, by the package or the module of it that it comes from.
 * @returns The bytes of a program that imports these and nothing else, dependencies included, minified and gzipped.
 */
export async function bundleSize(project: string, names: Readonly<Record<string, string>>): Promise<number> {
  const input = join(project, `${Object.values(names).join("-")}.bundle.js`);
  const lines = Object.entries(names).map(([from, name]) => `export { ${name} } from "${from}";\n`);
  await writeFile(input, lines.join(""));
  const { output } = await build({
    input,
    cwd: project,
    platform: "browser",
    write: false,
    logLevel: "silent",
    output: { format: "esm", minify: true },
  });
  const [chunk, ...others] = output;
  if (chunk.imports.length > 0 || others.length > 0)
    throw new Error(`the bundle of ${Object.keys(names).join(", ")} is not in one piece`);
  return gzipSync(chunk.code, { level: 9 }).length;
}
