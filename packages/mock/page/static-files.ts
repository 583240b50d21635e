import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What is bundled into the script; their licences ask to be named. */
const BUNDLED = ["preact", "openapi-fetch"];

/** Puts beside the script what is not script: the page, its icon, its style sheet, and the licences of what is bundled. */
export async function copyStaticFiles(folder: string): Promise<void> {
  const source = join(folder, "page");
  const target = join(folder, "dist/page");
  await copyFile(join(source, "index.html"), join(target, "index.html"));
  await copyFile(join(source, "icon.svg"), join(target, "assets/icon.svg"));
  await writeFile(join(target, "assets/page.css"), await joined(join(source, "styles")));
  await writeFile(join(target, "assets/licenses.txt"), await licenses(folder));
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

async function licenses(folder: string): Promise<string> {
  const texts = BUNDLED.map(
    async (name) => `${name}\n\n${await readFile(join(folder, "node_modules", name, "LICENSE"), "utf8")}`,
  );
  return (await Promise.all(texts)).join("\n\n");
}
