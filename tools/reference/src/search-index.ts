import { close, createIndex } from "pagefind";
import { descriptionPage, operationAnchor } from "./description-pages.ts";
import type { Description } from "./descriptions.ts";

/** Writes the index of the search over everything, from the pages of a site that is otherwise complete. */
export async function writeSearchIndex(site: string, all: readonly Description[]): Promise<void> {
  const { index, errors } = await createIndex({
    rootSelector: ".col-content",
    excludeSelectors: [".tsd-breadcrumb", ".tsd-index-panel"],
    forceLanguage: "en",
    keepIndexUrl: true,
  });
  if (index === undefined) throw new Error(errors.join("\n"));
  refuse(await index.addDirectory({ path: site, glob: "packages/**/*.html" }));
  for (const { name, title, operations, summary } of all) {
    const page = `descriptions/${descriptionPage(name)}`;
    refuse(
      await index.addCustomRecord({ url: page, content: `${title}. ${summary}`, language: "en", meta: { title } }),
    );
    for (const operation of operations) {
      const { address, description, id, summary } = operation;
      refuse(
        await index.addCustomRecord({
          url: page + operationAnchor(operation),
          // The end of the path stands alone too, since a path counts as one word.
          content: `${summary}. ${address.split("/").at(-1)} ${id} ${address} ${description}`,
          language: "en",
          meta: { title: summary, API: title, address },
        }),
      );
    }
  }
  refuse(await index.writeFiles({ outputPath: `${site}/pagefind` }));
  await close();
}

function refuse({ errors }: { readonly errors: readonly string[] }): void {
  if (errors.length > 0) throw new Error(errors.join("\n"));
}
