import { type Document, documentOf } from "@sinch-fetch/description";
import { openManifest } from "@sinch-fetch/description/files";
import { addressed, keyOf } from "../walk/pair-operations.ts";
import { UnusableInput } from "./unusable-input.ts";

/** One of our descriptions, bundled. */
export interface OwnDescription {
  readonly api: string;
  readonly document: Document;
}

/**
 * Our description that the vendor's is to be compared with.
 *
 * @param root The folder that holds `specs/`.
 * @param api Its name in the manifest; the one that shares most operations with the vendor's, if absent.
 * @throws {UnusableInput} There is none of that name, or several would do as well.
 * @throws {BrokenDescription} Ours cannot be bundled.
 */
export async function ownDescription(root: string, theirs: Document, api?: string): Promise<OwnDescription> {
  const manifest = await openManifest(root);
  const names = manifest.names.join(", ");
  const read = async (name: string): Promise<OwnDescription> => ({
    api: name,
    document: await manifest.read(name, async (description) => documentOf(description, name)),
  });
  if (api !== undefined) {
    if (!manifest.names.includes(api)) throw new UnusableInput(`--api is one of ${names}, not ${api}`);
    return read(api);
  }
  const keys = new Set(addressed(theirs).map(keyOf));
  const shares: { own: OwnDescription; count: number }[] = [];
  for (const name of manifest.names) {
    const own = await read(name);
    shares.push({ own, count: addressed(own.document).filter((operation) => keys.has(keyOf(operation))).length });
  }
  const [best, next] = shares.sort((a, b) => b.count - a.count);
  if (!best || best.count === 0)
    throw new UnusableInput(`no description here has an operation of it: give --api, one of ${names}`);
  if (best.count === next?.count) throw new UnusableInput(`it may be ${best.own.api} or ${next.own.api}: give --api`);
  return best.own;
}
