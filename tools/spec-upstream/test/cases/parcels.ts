import { readFile } from "node:fs/promises";
import { compareDescriptions } from "../../src/compare-descriptions.ts";
import { lineOf } from "../../src/difference.ts";
import type { Document } from "../../src/document.ts";
import { parseDocument } from "../../src/input/parse-document.ts";

/** A description of `fixture/`: the parcel service as we would write it, or as a vendor might. */
export async function fixture(name: string): Promise<Document> {
  return parseDocument(await readFile(new URL(`../fixture/${name}`, import.meta.url), "utf8"), name);
}

/** In what two descriptions differ, line by line. */
export function lines(ours: Document, theirs: Document): string[] {
  return compareDescriptions(ours, theirs).map(lineOf);
}
