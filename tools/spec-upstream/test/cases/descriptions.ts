import { fileURLToPath } from "node:url";
import { openManifest } from "@sinch-fetch/codegen/src/manifest.ts";
import { type Document, documentOf } from "../../src/document.ts";

export const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Our descriptions by name, bundled as everything else takes them. */
export async function ownDescriptions(): Promise<Map<string, Document>> {
  const manifest = await openManifest(ROOT);
  const documents = new Map<string, Document>();
  for (const name of manifest.names) {
    documents.set(name, await manifest.read(name, async (description) => documentOf(description, name)));
  }
  return documents;
}
