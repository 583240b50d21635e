import { type GlobalOptions, openSession } from "../account/clients.ts";
import { print, printJson, say } from "../output.ts";
import { tableOf } from "../table.ts";

/** The options of `templates list`. */
export interface ListOptions extends GlobalOptions {
  readonly limit?: number | undefined;
}

/** Prints the templates of the project: a table, or with `--json` a template a line. */
export async function listTemplates(options: ListOptions): Promise<void> {
  const { limit = 100 } = options;
  const { templates } = await (await openSession(options)).templates();
  const found = await templates.list().toArray({ limit });
  if (options.json) {
    for (const template of found) printJson(template);
    return;
  }
  if (found.length === 0) return say("there are no templates in this project and region");
  const rows = found.map(({ id, version, default_translation, translations = [], description = "" }) => [
    id,
    String(version),
    [...new Set([default_translation, ...translations.map(({ language_code }) => language_code)])].join(" "),
    description,
  ]);
  print(tableOf([["id", "version", "languages", "description"], ...rows]));
  if (found.length === limit) say(`there may be more: add --limit ${limit * 10}`);
}
