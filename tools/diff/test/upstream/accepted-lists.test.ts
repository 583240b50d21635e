import { join } from "node:path";
import { documentOf, isNode, type Node } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { judge, readAccepted } from "../../src/upstream/accepted.ts";
import { compareDescriptions } from "../../src/upstream/compare.ts";
import { lineOf } from "../../src/upstream/difference.ts";
import { openOf } from "../../src/upstream/report.ts";
import { ownDescriptions, ROOT } from "./cases/descriptions.ts";
import { type Edit, edited } from "./cases/edit.ts";
import { vendorLike } from "./vendor-like.ts";

const descriptions = await ownDescriptions();
const SCHEMAS = "components > schemas";
const LIST = "/v1/projects/{project_id}/messages > get > parameters > 6";
const ID = { type: "string" };

/** What the vendor's descriptions may say by specs/README.md, beside not telling choices, patterns and limits of keys. */
const readings: Readonly<Record<string, { openapi: "3.0.2" | "3.1.0"; edits: Edit[] }>> = {
  conversation: {
    openapi: "3.0.2",
    edits: [
      [`${SCHEMAS} > SendMessageResponse > required`, undefined],
      [`${SCHEMAS} > SendEventResponse > required`, undefined],
      [`${SCHEMAS} > ListMessagesResponse > properties > next_page_token`, { type: "string" }],
      [`paths > ${LIST} > schema > minimum`, undefined],
      [`${SCHEMAS} > ChannelCredentialsSms > required`, ["static_bearer"]],
      [`${SCHEMAS} > WebhookTrigger > enum > 22`, "UNSPECIFIED_TRIGGER"],
      [`${SCHEMAS} > ContactUpdateRequest > properties > id`, ID],
      [`${SCHEMAS} > UpdateConversationRequest > properties > id`, ID],
      [`${SCHEMAS} > UpdateConversationRequest > properties > last_received`, ID],
      [`${SCHEMAS} > WebhookUpdateRequest > properties > id`, ID],
    ],
  },
  batch: { openapi: "3.1.0", edits: [[`${SCHEMAS} > SendBatchResponse > required`, undefined]] },
  templates: { openapi: "3.1.0", edits: [] },
};

describe.each(Object.entries(readings))("the list beside the description of %s:", (api, { openapi, edits }) => {
  test("every entry of it fits, and nothing is left", async () => {
    const { root: own } = descriptions.get(api) ?? documentOf(undefined, api);
    const reading = edits.reduce<unknown>((document, edit) => edited(document, edit), silent(own));
    if (!isNode(reading)) throw new Error("no document");
    const theirs = vendorLike(reading, { openapi, kinds: "untold", callbacks: "webhooks" });
    const file = `specs/${api}/upstream-accepted.yaml`;

    const differences = compareDescriptions(documentOf(own, api), documentOf(theirs, "vendor.json"));
    const verdict = { api, list: file, ...judge(differences, await readAccepted(join(ROOT, file), file, false)) };

    expect(verdict.stale).toEqual([]);
    expect(openOf(verdict).map(lineOf)).toEqual([]);
  });
});

/** A copy without patterns and limits of keys. */
function silent(document: Node): unknown {
  return JSON.parse(
    JSON.stringify(document, (keyword, value) => (["pattern", "propertyNames"].includes(keyword) ? undefined : value)),
  );
}
