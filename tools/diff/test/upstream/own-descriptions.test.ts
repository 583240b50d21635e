import { type Document, documentOf, isNode } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { compareDescriptions } from "../../src/upstream/compare.ts";
import { lineOf } from "../../src/upstream/difference.ts";
import { ownDescriptions } from "./cases/descriptions.ts";
import { type Edit, edited } from "./cases/edit.ts";
import { type Manner, PROSE, vendorLike } from "./vendor-like.ts";

const descriptions = await ownDescriptions();
const names = [...descriptions.keys()];

const manners = (["3.0.2", "3.1.0"] as const).flatMap((openapi) =>
  (["alternatives", "flat"] as const).flatMap((kinds) =>
    (["webhooks", "union"] as const).map((callbacks): Manner => ({ openapi, kinds, callbacks })),
  ),
);

describe.each(names)("%s, written by a vendor, does not differ:", (name) => {
  test.each(manners)("OpenAPI $openapi, choices as $kinds, callbacks as $callbacks", (manner) => {
    expect(lines(own(name), vendors(name, manner))).toEqual([]);
  });
});

test.each(["conversation", "batch", "templates"])(
  "choices that the vendor of %s does not give are lines of their own",
  (name) => {
    const found = lines(own(name), vendors(name, { openapi: "3.0.2", kinds: "untold", callbacks: "webhooks" }));

    expect(found).not.toEqual([]);
    for (const line of found) expect(line).toMatch(/ · request · .*(exactly|at least) one of .*: here only$/);
  },
);

describe("an edit of a description of ours gives its lines:", () => {
  const SCHEMAS = "components > schemas";
  const edits: { name: string; api: string; edit: Edit; also?: Edit; here: string[] }[] = [
    {
      name: "a value of an enum",
      api: "conversation",
      edit: [`${SCHEMAS} > CardHeight > enum > 3`, undefined],
      // The form of the enum for responses is made of the same list.
      also: [`${SCHEMAS} > CardHeightAnswer > anyOf > 0 > enum > 3`, undefined],
      here: [
        "POST /conversations/{conversation_id}:inject-message · request · app_message.card_message.height",
        "GET /conversations:recent · response 200 · conversations[].last_message.app_message.card_message.height",
        "GET /messages · response 200 · messages[].app_message.card_message.height",
        "GET /messages/{message_id} · response 200 · app_message.card_message.height",
        "PATCH /messages/{message_id} · response 200 · app_message.card_message.height",
        "POST /messages:fetch-last-message · response 200 · messages[].app_message.card_message.height",
        "POST /messages:send · request · message.card_message.height",
        "POST /messages:transcode · request · app_message.card_message.height",
        "callback MESSAGE_SUBMIT · body · message_submit_notification.submitted_message.card_message.height",
      ].map((path) => `${path} · enum: TALL upstream only`),
    },
    {
      name: "a kind of content",
      api: "batch",
      edit: [`${SCHEMAS} > AppMessageWithContent > properties > hologram_message`, { type: "object" }],
      here: ["POST /messages · request · message.hologram_message · extra here: object"],
    },
    {
      name: "a limit",
      api: "batch",
      edit: [`${SCHEMAS} > SendBatchRequest > properties > recipient_and_params > maxItems`, 500],
      here: ["POST /messages · request · recipient_and_params · maxItems: 500 here, 1000 upstream"],
    },
    {
      name: "a field of one button of several",
      api: "batch",
      edit: [`${SCHEMAS} > KakaoTalkAppLinkButton > properties > scheme_web`, { type: "string" }],
      here: [
        "POST /messages · request · message.channel_specific_message.{}<message_type=COMMERCE>.message.buttons[]<type=AL>.scheme_web · extra here: string",
      ],
    },
    {
      name: "an operation",
      api: "templates",
      edit: ["paths > /v2/projects/{project_id}/templates/{template_id} > delete", undefined],
      here: ["DELETE /templates/{template_idValue} · operation · missing here"],
    },
    {
      name: "a field of a callback",
      api: "conversation",
      edit: [`${SCHEMAS} > MessageDeliveryReport > properties > weight`, { type: "number" }],
      here: ["callback MESSAGE_DELIVERY · body · message_delivery_report.weight · extra here: number"],
    },
    {
      name: "a status",
      api: "auth",
      edit: ["paths > /oauth2/token > post > responses > 418", { description: "No." }],
      here: ["POST /oauth2/token · response 418 · extra here"],
    },
  ];

  test.each(edits)("$name, $api", ({ api, edit, also, here }) => {
    const once = edited(own(api).root, edit);
    const ours = documentOf(also ? edited(once, also) : once, api);

    const found = lines(ours, vendors(api, { openapi: "3.0.2", kinds: "alternatives", callbacks: "webhooks" }));

    expect(found).toEqual(here);
  });
});

test("everything of one API differs from another, and none of it in the vendor's words", () => {
  const manner = { openapi: "3.1.0", kinds: "flat", callbacks: "webhooks" } as const;
  const theirs = vendors("conversation", manner);
  expect(JSON.stringify(theirs.root)).toContain(JSON.stringify(PROSE));

  const found = compareDescriptions(own("batch"), theirs);

  expect(found.length).toBeGreaterThan(100);
  expect(JSON.stringify(found)).not.toMatch(/prose/i);
});

function lines(ours: Document, theirs: Document): string[] {
  return compareDescriptions(ours, theirs).map(lineOf);
}

function own(name: string): Document {
  const document = descriptions.get(name);
  if (!document) throw new Error(`no description ${name}`);
  return document;
}

function vendors(name: string, manner: Manner): Document {
  const { root } = own(name);
  // The file that would be published holds no object twice.
  const published: unknown = JSON.parse(JSON.stringify(vendorLike(root, manner)));
  if (!isNode(published)) throw new Error("no document");
  return documentOf(published, "vendor.json");
}
