import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Puts beside the script what is not script: the page, its icon, and its style sheet. */
export async function copyStaticFiles(folder: string): Promise<void> {
  const source = join(folder, "page");
  const target = join(folder, "dist/page");
  await copyFile(join(source, "index.html"), join(target, "index.html"));
  await copyFile(join(source, "icon.svg"), join(target, "assets/icon.svg"));
  await writeFile(join(target, "assets/page.css"), await joined(join(source, "styles")));
}

/** Joins the style sheets in the order of their names, without comments and the space that nobody reads. */
async function joined(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".css")).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts
    .join("\n")
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\s*\n\s*/g, "\n")
    .trim();
}
