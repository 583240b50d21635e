import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { documentOf, isNode, type Node } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { judge, openOf, readAccepted } from "../../src/upstream/accepted.ts";
import { compareDescriptions } from "../../src/upstream/compare.ts";
import { lineOf } from "../../src/upstream/difference.ts";
import { ownDescriptions, ROOT } from "./cases/descriptions.ts";
import { edited } from "./cases/edit.ts";

const descriptions = await ownDescriptions();
const MOST_LINES_OF_A_REASON = 40;

/** The structure of the vendor's description, of 2026-11-29: its names, types, limits and defaults, and no text. */
async function vendors(api: string): Promise<Node> {
  const structure: unknown = JSON.parse(await readFile(join(ROOT, `specs/upstream/${api}.json`), "utf8"));
  if (!isNode(structure)) throw new Error("no document");
  return structure;
}

async function verdictOn(api: string, own: Node) {
  const list = `specs/${api}/upstream-accepted.yaml`;
  const differences = compareDescriptions(documentOf(own, api), documentOf(await vendors(api), "vendor.json"));
  return { api, list, differences, ...judge(differences, await readAccepted(join(ROOT, list), list, false)) };
}

function ownOf(api: string): Node {
  const root = descriptions.get(api)?.root;
  if (!isNode(root)) throw new Error(`no description ${api}`);
  return root;
}

describe.each(["conversation", "batch", "templates"])("beside the vendor's description of %s,", (api) => {
  test("no difference is without a reason, and no reason without a difference", async () => {
    const verdict = await verdictOn(api, ownOf(api));

    expect(verdict.stale).toEqual([]);
    expect(openOf(verdict).map(lineOf)).toEqual([]);
  });

  test(`no reason covers more than ${MOST_LINES_OF_A_REASON} lines`, async () => {
    const { list, differences } = await verdictOn(api, ownOf(api));
    const lines = differences.map(lineOf);
    const entries = await readAccepted(join(ROOT, list), list, false);

    const wide = entries.filter(({ difference }) => {
      const pattern = new RegExp(`^${difference.replace(/[^\w\s*]/g, "\\$&").replaceAll("*", ".*")}$`, "s");
      return lines.filter((line) => pattern.test(line)).length > MOST_LINES_OF_A_REASON;
    });
    expect(wide).toEqual([]);
  });
});

test("an edit of ours that leaves the vendor's description is seen", async () => {
  const own = edited(ownOf("batch"), [
    "components > schemas > SendBatchRequest > properties > hologram",
    { type: "object" },
  ]);
  if (!isNode(own)) throw new Error("no document");

  expect(openOf(await verdictOn("batch", own)).map(lineOf)).toEqual([
    "POST /messages · request · hologram · extra here: object",
  ]);
});
