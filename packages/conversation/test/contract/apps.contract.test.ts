import { mockUrls, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { AppCreateRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.Basic);
const id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const bearer = { claimed_identity: "workshop", token: "placeholder" };
const pair = { token: "placeholder", secret: "placeholder" };

const kinds: AppCreateRequest["channel_credentials"] = [
  { channel: "WHATSAPP", static_bearer: bearer },
  { channel: "RCS", static_bearer: bearer },
  { channel: "SMS", static_bearer: bearer, callback_secret: "placeholder" },
  { channel: "VIBERBM", static_bearer: bearer },
  { channel: "VIBERBM", static_bearer: { claimed_identity: "workshop" } },
  { channel: "MESSENGER", static_token: { token: "placeholder" } },
  { channel: "MMS", mms_credentials: { account_id: "a", api_key: "k", basic_auth: { username: "u", password: "p" } } },
  { channel: "KAKAOTALK", kakaotalk_credentials: { kakaotalk_plus_friend_id: "f", kakaotalk_sender_key: "k" } },
  { channel: "KAKAOTALKCHAT", kakaotalkchat_credentials: { kakaotalk_plus_friend_id: "f" } },
  { channel: "TELEGRAM", telegram_credentials: { token: "placeholder" } },
  { channel: "LINE", line_credentials: pair, credential_ordinal_number: 1 },
  { channel: "LINE", line_enterprise_credentials: { line_japan: pair }, credential_ordinal_number: 2 },
  { channel: "LINE", line_enterprise_credentials: { line_thailand: pair, is_default: true } },
  { channel: "WECHAT", wechat_credentials: { app_id: "a", app_secret: "s", token: "t", aes_key: "k" } },
  { channel: "INSTAGRAM", instagram_credentials: { token: "placeholder" } },
  { channel: "APPLEBC", applebc_credentials: { business_chat_account_id: "a" } },
];

describe("apps.create", () => {
  test.each(kinds)("takes credentials of $channel", async (channel_credentials) => {
    const app = await client.apps.create({ display_name: "Workshop", channel_credentials: [channel_credentials] });

    expect(app).toHaveProperty("id");
  });

  const [first] = kinds;
  const refused: [string, unknown, string][] = [
    ["two kinds of credentials", { ...first, telegram_credentials: { token: "t" } }, "telegram_credentials"],
    ["no credentials", { channel: "SMS" }, "static_bearer"],
    [
      "both kinds of LINE",
      { channel: "LINE", line_credentials: pair, line_enterprise_credentials: { line_japan: pair } },
      "exactly one",
    ],
    ["credentials of an unknown kind", { ...first, fax_credentials: {} }, "fax_credentials"],
    ["credentials without a channel", { static_bearer: bearer }, "channel"],
    ["credentials of another channel", { channel: "SMS", static_token: { token: "t" } }, "static_token"],
    ["an SMS identity without its token", { channel: "SMS", static_bearer: { claimed_identity: "i" } }, "token"],
    [
      "both countries of LINE",
      { channel: "LINE", line_enterprise_credentials: { line_japan: pair, line_thailand: pair } },
      "line_enterprise_credentials",
    ],
    ["an ordinal number above 255", { ...first, credential_ordinal_number: 256 }, "255"],
    ["an ordinal number below 0", { ...first, credential_ordinal_number: -1 }, "0"],
    ["a channel that does not exist", { channel: "FAX", static_bearer: bearer }, "channel"],
    ["257 characters of a callback secret", { ...first, callback_secret: "s".repeat(257) }, "256"],
  ];
  test.each(refused)("is refused with %s", async (_, channel_credentials, named) => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/apps`, {
      display_name: "Workshop",
      channel_credentials: [channel_credentials],
    });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

test("an app goes back as it was read", async () => {
  const read = await client.apps.get(id, {}, { headers: { Prefer: "example=rich" } });

  const answer = await sendRaw("PATCH", `${mockUrls().api}/v1/projects/p/apps/${id}`, read);

  expect(read.channel_credentials?.[0]).toHaveProperty("state");
  expect(answer).toMatchObject({ status: 200 });
});

describe("apps.update", () => {
  test("joins the names of its mask by commas", async () => {
    const { exchanges, credential } = watched(credentials.Basic);
    const query = { update_mask: ["display_name", "conversation_metadata_report_view"] };

    await clientOf(credential).apps.update(id, { display_name: "Workshop" }, { query });
    await clientOf(credential).PATCH("/apps/{app_id}", {
      params: { path: { app_id: id }, query },
      body: { display_name: "Workshop" },
    });

    for (const { request, response } of exchanges) {
      expect(new URL(request.url).search).toBe("?update_mask=display_name,conversation_metadata_report_view");
      expect(response.status).toBe(200);
    }
    expect(exchanges).toHaveLength(2);
  });
});
