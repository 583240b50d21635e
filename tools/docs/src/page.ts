import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A page of the site, as Markdown. */
export interface Page {
  /** Its address in the site, such as `/guide/send`; `/` for the first page. */
  readonly address: string;
  readonly title: string;
  /** One sentence, for machines that show links to it. */
  readonly description?: string | undefined;
  /** Settings of VitePress for this page alone. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Writes pages where VitePress looks for them. */
export async function writePages(pages: readonly Page[], folder: string): Promise<void> {
  await Promise.all(
    pages.map(async ({ address, title, description, settings, text }) => {
      const path = join(folder, `${address.endsWith("/") ? `${address}index` : address}.md`);
      await mkdir(dirname(path), { recursive: true });
      // JSON is YAML too.
      await writeFile(path, `---\n${JSON.stringify({ title, description, ...settings })}\n---\n\n${text.trim()}\n`);
    }),
  );
}
