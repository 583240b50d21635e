import { describe, expect, test } from "vitest";
import { program } from "./webhook.ts";
import { stage, textTo, to } from "./world-client.ts";

const contact = (identity: string, more: object = {}) => ({
  channel_identities: [{ channel: "SMS", identity }],
  language: "EN_GB",
  ...more,
});

describe("apps", () => {
  test("are created, read, listed, changed by a mask, and deleted", async () => {
    const { call } = await stage();
    const credentials = [{ channel: "SMS", static_bearer: { claimed_identity: "plan", token: "secret" } }];

    const made = await call("POST", "apps", { display_name: "Shop", channel_credentials: credentials });
    const { id } = made.body;
    const changed = await call("PATCH", `apps/${id}?update_mask=display_name`, {
      display_name: "Store",
      processing_mode: "CONVERSATION",
    });
    const list = await call("GET", "apps");

    expect(made.body).toMatchObject({ display_name: "Shop", processing_mode: "DISPATCH" });
    expect(made.body.queue_stats).toEqual({ outbound_size: 0, outbound_limit: 500_000 });
    expect(changed.body).toMatchObject({ id, display_name: "Store", processing_mode: "DISPATCH" });
    expect(list.body.apps).toEqual([changed.body]);
    expect((await call("DELETE", `apps/${id}`)).body).toEqual({});
    const gone = await call("GET", `apps/${id}`);
    expect([gone.status, gone.body.error.code, gone.body.error.status]).toEqual([404, 404, "NOT_FOUND"]);
  });

  test("are made at their first use, with all channels; with strictApps they are not", async () => {
    const easy = await stage();
    const strict = await stage({ strictApps: true });

    expect((await easy.call("POST", "messages:send", textTo("SMS:1"))).status).toBe(200);
    const app = await easy.call("GET", "apps/app");
    expect(app.body.channel_credentials).toHaveLength(13);
    const refused = await strict.call("POST", "messages:send", textTo("SMS:1"));
    expect([refused.status, refused.body.error.message]).toEqual([404, "there is no app app"]);
  });

  test("of projects are apart", async () => {
    const { mock, call } = await stage();
    await call("POST", "messages:send", textTo("SMS:1"));

    const other = await fetch(`${mock.conversation}/v1/projects/other/apps`, {
      headers: { authorization: "Bearer x" },
    });

    expect(await other.json()).toEqual({ apps: [] });
  });

  test("have a queue of a length and a pace", async () => {
    const { mock, call } = await stage({ clock: "manual", queueLimit: 3, messagesPerSecond: 2 });
    for (const identity of ["1", "2", "3"]) await call("POST", "messages:send", textTo(`SMS:${identity}`));

    const full = await call("POST", "messages:send", textTo("SMS:4"));
    const stats = async () => (await call("GET", "apps/app")).body;

    expect([full.status, full.body.error.status]).toEqual([429, "RESOURCE_EXHAUSTED"]);
    expect((await stats()).queue_stats).toEqual({ outbound_size: 3, outbound_limit: 3 });
    expect((await stats()).rate_limits.outbound).toBe(2);
    await mock.world.advance(600);
    expect((await stats()).queue_stats.outbound_size).toBe(1);
    await mock.world.advance(600);
    expect((await stats()).queue_stats.outbound_size).toBe(0);
  });
});

describe("contacts", () => {
  test("are created, found by address and by external id, changed and deleted; webhooks hear of it", async () => {
    const { call } = await stage();
    const shop = await program();
    const triggers = ["CONTACT_CREATE", "CONTACT_UPDATE", "CONTACT_DELETE"];
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers });

    const zoe = await call("POST", "contacts", contact("+46 70 000", { display_name: "Zoe", external_id: "crm-1" }));
    await call("POST", "contacts", contact("+4671"));
    const { id } = zoe.body;

    expect(zoe.body).toMatchObject({
      display_name: "Zoe",
      channel_identities: [{ channel: "SMS", identity: "4670000", app_id: "" }],
      email: "",
      language: "EN_GB",
    });
    expect((await call("GET", `contacts/${id}`)).body).toEqual(zoe.body);
    expect((await call("GET", "contacts?external_id=crm-1")).body.contacts).toEqual([zoe.body]);
    expect((await call("GET", "contacts?channel=SMS&identity=%2B4670000")).body.contacts).toEqual([zoe.body]);
    expect((await call("GET", "contacts?identity=4670000")).status).toBe(400);
    const changed = await call("PATCH", `contacts/${id}?update_mask=email`, {
      email: "z@example.com",
      display_name: "No",
    });
    expect(changed.body).toEqual({ ...zoe.body, email: "z@example.com" });
    expect((await call("DELETE", `contacts/${id}`)).body).toEqual({});
    expect((await call("GET", `contacts/${id}`)).status).toBe(404);
    expect((await call("POST", "messages:send", { ...textTo("SMS:1"), recipient: { contact_id: id } })).status).toBe(
      404,
    );
    await shop.next(({ kind }) => kind === "contact_delete_notification");
    expect(
      shop.came.filter(({ payload }) => payload.contact.id === id).map(({ kind, body }) => [kind, body.app_id]),
    ).toEqual([
      ["contact_create_notification", ""],
      ["contact_update_notification", ""],
      ["contact_delete_notification", ""],
    ]);
  });

  test("come in pages", async () => {
    const { call } = await stage();
    for (let at = 0; at < 5; at++) await call("POST", "contacts", contact(`467${at}`));

    const first = await call("GET", "contacts?page_size=2");
    const second = await call("GET", `contacts?page_size=2&page_token=${first.body.next_page_token}`);
    const third = await call("GET", `contacts?page_size=2&page_token=${second.body.next_page_token}`);

    const pages = [first, second, third].map(({ body }) => body.contacts.length);
    expect([pages, third.body.next_page_token]).toEqual([[2, 2, 1], ""]);
    expect((await call("GET", "contacts?page_token=made-up")).status).toBe(400);
  });

  test("are merged: addresses and conversations move, what is empty is filled", async () => {
    const { call } = await stage();
    const shop = await program();
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["CONTACT_MERGE"] });
    await call("POST", "messages:send", textTo("SMS:1"));
    await call("POST", "messages:send", textTo("RCS:2"));
    const [staying, going] = (await call("GET", "contacts")).body.contacts;
    await call("PATCH", `contacts/${going.id}`, { email: "g@example.com" });

    const merged = await call("POST", `contacts/${staying.id}:merge`, { source_id: going.id });

    expect(merged.body.channel_identities.map(({ channel }: { channel: string }) => channel)).toEqual(["SMS", "RCS"]);
    expect(merged.body.email).toBe("g@example.com");
    expect((await call("GET", `contacts/${going.id}`)).status).toBe(404);
    expect((await call("GET", `messages?contact_id=${staying.id}`)).body.messages).toHaveLength(2);
    expect((await call("GET", `conversations?contact_id=${staying.id}`)).body.total_size).toBe(1);
    const { payload } = await shop.next(({ kind }) => kind === "contact_merge_notification");
    expect([payload.preserved_contact.id, payload.deleted_contact.id]).toEqual([staying.id, going.id]);
  });

  test("with one phone number conflict, and have profiles", async () => {
    const { call } = await stage();
    const shop = await program();
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["CONTACT_IDENTITIES_DUPLICATION"] });
    const one = await call("POST", "contacts", contact("4670", { display_name: "Zoe" }));
    const two = await call("POST", "contacts", contact("4670"));

    const { conflicts } = (await call("GET", "contacts:identityConflicts")).body;
    const profile = await call("POST", "contacts:getChannelProfile", {
      app_id: "app",
      recipient: { contact_id: one.body.id },
      channel: "MESSENGER",
    });

    expect(conflicts).toEqual([{ identity: "4670", channels: ["SMS"], contact_ids: [one.body.id, two.body.id] }]);
    expect(profile.body).toEqual({ profile_name: "Zoe" });
    const { payload } = await shop.next(() => true);
    expect(payload.duplicated_identities[0].contact_ids).toEqual([one.body.id, two.body.id]);
  });
});

describe("conversations", () => {
  test("begin with a message, are listed, changed, stopped, and begin anew", async () => {
    const { mock, call } = await stage();
    const shop = await program();
    const triggers = ["CONVERSATION_START", "CONVERSATION_STOP", "CONVERSATION_DELETE"];
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers });
    await call("POST", "messages:send", { ...textTo("SMS:1"), conversation_metadata: { a: 1, b: { c: 2 } } });
    await mock.world.waitForMessage({ status: "DELIVERED" });
    const [{ conversation, last_message }] = (await call("GET", "conversations:recent?app_id=app")).body.conversations;

    expect(conversation).toMatchObject({ active: true, active_channel: "SMS", metadata_json: { a: 1, b: { c: 2 } } });
    expect(last_message.app_message).toEqual({ text_message: { text: "Hello" } });
    const patched = await call("PATCH", `conversations/${conversation.id}?metadata_update_strategy=MERGE_PATCH`, {
      metadata_json: { a: null, b: { d: 3 } },
    });
    expect(patched.body.metadata_json).toEqual({ b: { c: 2, d: 3 } });
    expect((await call("POST", `conversations/${conversation.id}:stop`)).body).toEqual({});
    await call("POST", "messages:send", textTo("SMS:1"));
    const list = await call("GET", "conversations?app_id=app");
    expect(list.body.conversations.map(({ active }: { active: boolean }) => active)).toEqual([false, true]);
    expect((await call("GET", "conversations?app_id=app&only_active=true")).body.total_size).toBe(1);
    expect((await call("GET", "conversations")).status).toBe(400);
    expect((await call("DELETE", `conversations/${conversation.id}`)).body).toEqual({});
    expect((await call("GET", `conversations/${conversation.id}`)).status).toBe(404);
    expect(mock.world.messages()).toHaveLength(1);
    await shop.next(({ kind }) => kind === "conversation_delete_notification");
    expect(shop.came.map(({ kind }) => kind.split("_")[1])).toEqual(["start", "stop", "start", "delete"]);
  });

  test("take messages and events from elsewhere", async () => {
    const { call } = await stage();
    const shop = await program();
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["MESSAGE_INBOUND"] });
    const { body: zoe } = await call("POST", "contacts", contact("4670"));
    const { body: conversation } = await call("POST", "conversations", { app_id: "app", contact_id: zoe.id });
    const channel_identity = { channel: "SMS", identity: "4670" };
    const accept_time = new Date(Date.now() - 60_000).toISOString();
    const inject = (more: object) =>
      call("POST", `conversations/${conversation.id}:inject-message`, {
        channel_identity,
        contact_id: zoe.id,
        accept_time,
        ...more,
      });

    const sent = await inject({ direction: "TO_CONTACT", app_message: { text_message: { text: "Old" } } });
    const got = await inject({ direction: "TO_APP", contact_message: { text_message: { text: "Older" } } });
    const wrong = await inject({ direction: "TO_APP", app_message: { text_message: { text: "x" } } });
    const event = await call("POST", `conversations/${conversation.id}:inject-event`, {
      accept_time,
      app_event: { composing_event: {} },
    });

    expect([sent.body, got.body, wrong.status]).toEqual([{}, {}, 400]);
    const { messages } = (await call("GET", `messages?conversation_id=${conversation.id}`)).body;
    expect(messages.map(({ injected }: { injected: boolean }) => injected)).toEqual([true, true]);
    expect((await shop.next(() => true)).payload).toMatchObject({ injected: true, contact_id: zoe.id });
    const events = await call("GET", `events?conversation_id=${conversation.id}`);
    expect(events.body.events.map(({ id }: { id: string }) => id)).toEqual([event.body.event_id]);
    expect(
      (await call("POST", "conversations/none:inject-event", { accept_time, app_event: { composing_event: {} } }))
        .status,
    ).toBe(404);
  });
});

describe("messages", () => {
  test("are read from the store of their mode, changed and deleted", async () => {
    const { call } = await stage();
    const { body } = await call("POST", "messages:send", { ...textTo("SMS:1"), processing_strategy: "DISPATCH_ONLY" });
    const path = `messages/${body.message_id}`;

    expect((await call("GET", path)).status).toBe(404);
    expect((await call("GET", `${path}?messages_source=DISPATCH_SOURCE`)).body).not.toHaveProperty("contact_id");
    const changed = await call("PATCH", `${path}?messages_source=DISPATCH_SOURCE`, { metadata: "new" });
    expect(changed.body.metadata).toBe("new");
    const dispatch = await call("GET", "messages?messages_source=DISPATCH_SOURCE&view=WITHOUT_METADATA");
    expect(dispatch.body.messages).toMatchObject([{ id: body.message_id, metadata: "" }]);
    expect((await call("DELETE", `${path}?messages_source=DISPATCH_SOURCE`)).body).toEqual({});
    expect((await call("GET", "messages?messages_source=DISPATCH_SOURCE")).body.messages).toEqual([]);
    const byContact = { ...textTo("SMS:1"), processing_strategy: "DISPATCH_ONLY", recipient: { contact_id: "c" } };
    expect((await call("POST", "messages:send", byContact)).status).toBe(400);
  });

  test("are narrowed and come newest first; the last of each address can be had", async () => {
    const { mock, call } = await stage();
    for (const [identity, text] of [
      ["SMS:1", "a"],
      ["SMS:2", "b"],
      ["SMS:1", "c"],
    ]) {
      await call("POST", "messages:send", textTo(identity ?? "", text));
    }
    mock.world.reply({ channel: "SMS", identity: "2", text: "d" });
    const textsOf = ({ body }: { body: { messages: readonly Record<string, { text_message: { text: string } }>[] } }) =>
      body.messages.map((one) => (one.app_message ?? one.contact_message)?.text_message.text).join("");

    expect(textsOf(await call("GET", "messages"))).toBe("dcba");
    expect(textsOf(await call("GET", "messages?channel_identity=1"))).toBe("ca");
    expect(textsOf(await call("GET", "messages?direction=TO_APP"))).toBe("d");
    expect(textsOf(await call("GET", "messages?only_recipient_originated=true"))).toBe("d");
    expect(textsOf(await call("GET", "messages?end_time=2020-01-01T00:00:00Z"))).toBe("");
    expect(textsOf(await call("POST", "messages:fetch-last-message", { channel_identities: ["1", "+2"] }))).toBe("dc");
    const both = await call("POST", "messages:fetch-last-message", { channel_identities: ["1"], contact_ids: ["c"] });
    expect(both.status).toBe(400);
  });

  test("are converted, and capabilities looked up", async () => {
    const { mock, call } = await stage();
    const shop = await program();
    await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["CAPABILITY"] });
    mock.world.fault({ kind: "failed", channel: "RCS", reason: "RECIPIENT_NOT_REACHABLE" });

    const converted = await call("POST", "messages:transcode", {
      app_id: "app",
      app_message: { text_message: { text: "Hi" } },
      channels: ["SMS", "RCS"],
      to: "4670",
    });
    const lookup = await call("POST", "capability:query", { app_id: "app", recipient: to("SMS:1", "RCS:1") });

    expect(JSON.parse(converted.body.transcoded_message.SMS)).toEqual({ to: "4670", text: "Hi" });
    await shop.next(({ payload }) => payload.channel === "RCS");
    expect(shop.came.map(({ payload }) => [payload.channel, payload.capability_status, payload.request_id])).toEqual([
      ["SMS", "CAPABILITY_FULL", lookup.body.request_id],
      ["RCS", "NO_CAPABILITY", lookup.body.request_id],
    ]);
  });
});

test("events are sent, reported, read, listed and deleted", async () => {
  const { call } = await stage();
  const shop = await program();
  await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["EVENT_DELIVERY"] });
  const sent = await call("POST", "events:send", {
    app_id: "app",
    recipient: to("RCS:1"),
    event: { composing_event: {} },
    event_metadata: "typing",
  });
  const path = `events/${sent.body.event_id}`;

  await shop.next(({ payload }) => payload.status === "DELIVERED");
  expect(shop.came.map(({ payload }) => [payload.status, payload.metadata])).toEqual([
    ["QUEUED_ON_CHANNEL", "typing"],
    ["DELIVERED", "typing"],
  ]);
  const { body } = await call("GET", path);
  expect(body).toMatchObject({ id: sent.body.event_id, direction: "TO_CONTACT", app_event: { composing_event: {} } });
  expect((await call("GET", `events?contact_id=${body.contact_id}`)).body.events).toEqual([body]);
  expect((await call("DELETE", path)).body).toEqual({});
  expect((await call("GET", path)).status).toBe(404);
});

test("webhooks are created, listed, changed by a mask and deleted; five fit, each with a target of its own", async () => {
  const { call } = await stage();
  const make = (target: string) =>
    call("POST", "webhooks", { app_id: "app", target, triggers: ["OPT_OUT"], secret: "s" });
  const { body } = await make("http://127.0.0.1:9/1");

  expect((await make("http://127.0.0.1:9/1")).status).toBe(400);
  expect((await make("not a url")).status).toBe(400);
  const changed = await call("PATCH", `webhooks/${body.id}?update_mask=triggers`, {
    triggers: ["OPT_IN"],
    secret: "t",
  });
  expect(changed.body).toEqual({ ...body, triggers: ["OPT_IN"] });
  expect((await call("GET", `webhooks/${body.id}`)).body).toEqual(changed.body);
  for (let at = 2; at <= 5; at++) expect((await make(`http://127.0.0.1:9/${at}`)).status).toBe(200);
  expect((await make("http://127.0.0.1:9/6")).status).toBe(400);
  expect((await call("GET", "apps/app/webhooks")).body.webhooks).toHaveLength(5);
  expect((await call("DELETE", `webhooks/${body.id}`)).body).toEqual({});
  expect((await call("GET", `webhooks/${body.id}`)).status).toBe(404);
});

test("who opts out gets no message, is on a list, and can opt in again", async () => {
  const { mock, call } = await stage();
  const shop = await program();
  await call("POST", "webhooks", { app_id: "app", target: shop.url, triggers: ["OPT_OUT", "OPT_IN"] });
  await call("POST", "messages:send", textTo("SMS:1"));
  const inserted = await call("POST", "batch/consents", {
    app_id: "app",
    consent_records: [{ identification: "+2", consent_type: "OPT_OUT_MARKETING" }],
  });
  expect(inserted.body).toEqual({ batch_id: expect.any(String) });

  mock.world.reply({ channel: "SMS", identity: "1", text: " stop " });
  await call("POST", "messages:send", { ...textTo("SMS:1", "after"), message_content_type: "CONTENT_NOTIFICATION" });
  const failed = await mock.world.waitForMessage({ identity: "1", status: "FAILED" });
  await call("POST", "messages:send", { ...textTo("SMS:2", "ad"), message_content_type: "CONTENT_MARKETING" });
  await mock.world.waitForMessage({ identity: "2", status: "FAILED" });
  await call("POST", "messages:send", textTo("SMS:2", "news"));
  await mock.world.waitForMessage({ identity: "2", status: "DELIVERED" });

  expect(failed.reason?.code).toBe("RECIPIENT_NOT_OPTED_IN");
  expect((await call("GET", "apps/app/consents/OPT_OUT_ALL")).body.identities).toEqual([{ identity: "1" }]);
  const audit = await call("GET", "apps/app/consents/identities/%2B2");
  expect(audit.body.audit_records).toMatchObject([{ origin: "ORIGIN_API", list_type: "OPT_OUT_MARKETING" }]);
  expect((await call("GET", "apps/app/consents/identities/9")).status).toBe(404);
  mock.world.reply({ channel: "SMS", identity: "1", text: "START" });
  await call("POST", "messages:send", textTo("SMS:1", "again"));
  await mock.world.waitForMessage({ identity: "1", status: "DELIVERED" });
  expect((await call("GET", "apps/app/consents/OPT_OUT_ALL")).body.identities).toEqual([]);
  await shop.next(({ kind }) => kind === "opt_in_notification");
  expect(shop.came.map(({ payload }) => payload.status)).toEqual(["OPT_OUT_SUCCEEDED", "OPT_IN_SUCCEEDED"]);
});

test("contacts are created and deleted in bulk", async () => {
  const { call } = await stage();
  expect((await call("POST", "batch/contacts", { contacts: [contact("1"), contact("2")] })).status).toBe(200);
  const ids = (await call("GET", "contacts")).body.contacts.map(({ id }: { id: string }) => id);
  expect(ids).toHaveLength(2);

  expect((await call("DELETE", "batch/contacts", { contact_ids: [ids[0], "unknown"] })).status).toBe(200);

  expect((await call("GET", "contacts")).body.contacts).toMatchObject([{ id: ids[1] }]);
});

test("templates are counted up, read with their copies, and deleted", async () => {
  const { call } = await stage();
  const translation = { language_code: "en-US", text_message: { text: "Hello ${name}" } };
  const made = await call("POST", "templates/templates", { default_translation: "en-US", translations: [translation] });
  const path = `templates/templates/${made.body.id}`;
  const update = { version: 1, default_translation: "en-US", translations: [{ ...translation, version: "2" }] };

  expect(made.body.version).toBe(1);
  expect((await call("PUT", path, update)).body.version).toBe(2);
  expect((await call("PUT", path, update)).status).toBe(409);
  const wrong = await call("PUT", path, { ...update, version: 2, default_translation: "sv-SE" });
  expect(wrong.status).toBe(400);
  const read = await call("GET", path);
  expect(read.body.translations.map(({ version }: { version: string }) => version)).toEqual(["2", "latest"]);
  expect((await call("GET", `${path}/translations?language_code=en-US`)).body.translations).toHaveLength(1);
  expect((await call("GET", "templates/templates")).body.templates).toEqual([read.body]);
  expect((await call("DELETE", path)).body).toEqual({});
  expect((await call("GET", path)).status).toBe(404);
});

test("a project has settings", async () => {
  const { call } = await stage();
  const settings = { contact_settings: { unified_contact_id_enabled: true } };

  expect((await call("GET", "settings")).body.settings.contact_settings.unified_contact_id_enabled).toBe(false);
  expect((await call("POST", "settings", settings)).body).toEqual({ project_id: "p", settings });
  expect((await call("PATCH", "settings", {})).body).toEqual({ project_id: "p", settings });
  expect((await call("GET", "settings")).body).toEqual({ project_id: "p", settings });
  expect((await call("DELETE", "settings")).body).toEqual({});
  expect((await call("GET", "settings")).body.settings.contact_settings.unified_contact_id_enabled).toBe(false);
});
