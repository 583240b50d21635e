import { fileURLToPath } from "node:url";
import { type Document, documentOf } from "@sinch-fetch/description";
import { bundlesIn } from "@sinch-fetch/description/files";

export const ROOT = fileURLToPath(new URL("../../../../../", import.meta.url));

const bundles = bundlesIn(ROOT);

/** Our descriptions by name, bundled as everything else takes them. Generation checks them against the rules. */
export async function ownDescriptions(): Promise<Map<string, Document>> {
  return new Map([...(await bundles)].map(([name, description]) => [name, documentOf(description, name)]));
}
