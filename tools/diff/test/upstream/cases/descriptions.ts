import { fileURLToPath } from "node:url";
import { type Document, documentOf } from "@sinch-fetch/description";
import { openManifest } from "@sinch-fetch/description/files";

export const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));

/** Our descriptions by name, bundled as everything else takes them. */
export async function ownDescriptions(): Promise<Map<string, Document>> {
  const manifest = await openManifest(ROOT);
  const documents = new Map<string, Document>();
  for (const name of manifest.names) {
    documents.set(name, await manifest.read(name, async (description) => documentOf(description, name)));
  }
  return documents;
}
