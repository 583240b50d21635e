import { readFile } from "node:fs/promises";
import type { Document } from "@sinch-fetch/description";
import { parseDocument } from "@sinch-fetch/description/files";
import { compareDescriptions } from "../../../src/upstream/compare.ts";
import { lineOf } from "../../../src/upstream/difference.ts";

/** A description of `fixture/`: the parcel service as we would write it, or as a vendor might. */
export async function fixture(name: string): Promise<Document> {
  return parseDocument(await readFile(new URL(`../fixture/${name}`, import.meta.url), "utf8"), name);
}

/** In what two descriptions differ, line by line. */
export function lines(ours: Document, theirs: Document): string[] {
  return compareDescriptions(ours, theirs).map(lineOf);
}
