import { type GlobalOptions, openSession } from "../account/clients.ts";
import { placeholdersOf } from "../message/placeholders.ts";
import { renderMessage } from "../message/render-message.ts";
import { print, printJson } from "../output.ts";

/** Prints a template: each translation as its reader would see it, or with `--json` all of it. */
export async function getTemplate(id: string, options: GlobalOptions): Promise<void> {
  const { templates } = await (await openSession(options)).templates();
  const template = await templates.get(id);
  if (options.json) return printJson(template);
  const { version, default_translation, description, translations = [] } = template;
  print([`${template.id}  version ${version}`, ...(description ? [description] : [])].join("\n"));
  for (const translation of translations) {
    // The service adds a copy of each translation.
    if (translation.version === "latest") continue;
    const isDefault = translation.language_code === default_translation ? " (default)" : "";
    print(`\n${translation.language_code}${isDefault}\n${indented(renderMessage(translation, {}))}`);
    const { names } = placeholdersOf(translation);
    if (names.length > 0) print(`  parameters: ${names.join(", ")}`);
  }
}

function indented(text: string): string {
  return text.replace(/^/gm, "  ");
}
