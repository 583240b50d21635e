import { type Document, documentOf } from "@sinch-fetch/description";
import { bundlesIn, openManifest } from "@sinch-fetch/description/files";
import { addressed, keyOf } from "../walk/pair-operations.ts";
import { UnusableInput } from "./unusable-input.ts";

/**
 * Our description that the vendor's is to be compared with, bundled, by the name that it has in the manifest.
 *
 * @param root The folder that holds `specs/`.
 * @param api Its name; that of the one that shares most operations with the vendor's, if absent.
 * @throws {UnusableInput} There is none of that name, or several would do as well.
 * @throws {BrokenDescription} Ours breaks a rule, or one of ours cannot be bundled.
 */
export async function ownDescription(
  root: string,
  theirs: Document,
  api?: string,
): Promise<{ readonly api: string; readonly document: Document }> {
  const { names, read } = await openManifest(root);
  const all = names.join(", ");
  if (api !== undefined && !names.includes(api)) throw new UnusableInput(`--api is one of ${all}, not ${api}`);
  const name = api ?? (await closestTo(theirs, root, all));
  return { api: name, document: await read(name, async (description) => documentOf(description, name)) };
}

/** Bundling says enough of those that are not compared: they need not hold the rules. */
async function closestTo(theirs: Document, root: string, all: string): Promise<string> {
  const keys = new Set(addressed(theirs).map(keyOf));
  const shares = [...(await bundlesIn(root))].map(([name, description]) => {
    const shared = addressed(documentOf(description, name)).filter((operation) => keys.has(keyOf(operation)));
    return { name, count: shared.length };
  });
  const [best, next] = shares.sort((a, b) => b.count - a.count);
  if (!best || best.count === 0)
    throw new UnusableInput(`no description here has an operation of it: give --api, one of ${all}`);
  if (best.count === next?.count) throw new UnusableInput(`it may be ${best.name} or ${next.name}: give --api`);
  return best.name;
}
