/** Something that programs do with what a response, an item of a list or a callback gave them. */
export interface Flow {
  readonly title: string;
  /** Its statements; what they use is in `given.ts`. */
  readonly program: string;
  /** A part of the program, and what a slip makes of it. */
  readonly slip: readonly [part: string, misspelt: string];
}

/** Each of them compiles without a cast, and with its slip it does not. */
export const FLOWS: readonly Flow[] = [
  {
    title: "replies to whoever wrote",
    program: `const { channel_identity } = callback.MESSAGE_INBOUND.message;
if (channel_identity) {
  const channel_identities = [channel_identity];
  await conversation.messages.send({ app_id, recipient: { identified_by: { channel_identities } }, message: { text_message } });
}`,
    slip: ["[channel_identity]", '[{ ...channel_identity, channel: "SMSS" }]'],
  },
  {
    title: "responds on the channel of a capability",
    program: `const { channel, contact_id = "" } = callback.CAPABILITY.capability_notification;
if (channel) {
  await conversation.messages.send({ app_id, recipient: { contact_id }, message: { text_message }, channel_priority_order: [channel] });
}`,
    slip: ["[channel]", '[channel, "WHATSAP"]'],
  },
  {
    title: "writes back a webhook with one more trigger",
    program: `const { target, triggers = [] } = await conversation.webhooks.get(id);
await conversation.webhooks.update(id, { target, triggers: [...triggers, "MESSAGE_INBOUND"] });`,
    slip: ['"MESSAGE_INBOUND"', '"MESSAGE_INBOUNDS"'],
  },
  {
    title: "copies a webhook as a whole",
    program: `for await (const { id: _, ...webhook } of conversation.webhooks.list(app_id)) await conversation.webhooks.create({ ...webhook, app_id });`,
    slip: ["app_id })", 'app_id, target_type: "HTTPS" })'],
  },
  {
    title: "adds an identity to a contact",
    program: `const { channel_identities = [] } = await conversation.contacts.get(id);
await conversation.contacts.update(id, { channel_identities: [...channel_identities, { channel: "RCS", identity: "46700000001" }] });`,
    slip: ['"RCS"', '"RSC"'],
  },
  {
    title: "writes back a contact, whatever its language",
    program: `const { id: _, ...contact } = await conversation.contacts.get(id);
await conversation.contacts.update(id, { ...contact, display_name: "Ada" });`,
    slip: ['display_name: "Ada"', 'language: "ENGLISH"'],
  },
  {
    title: "copies the contacts of a list",
    program: `for await (const { channel_identities = [], language = "EN", display_name } of conversation.contacts.list()) {
  await conversation.contacts.create({ channel_identities, language, display_name });
}`,
    slip: ['language = "EN"', 'language = "ENGLISH"'],
  },
  {
    title: "gives a contact the priority of its identities",
    program: `const { channel_identities = [] } = await conversation.contacts.get(id);
await conversation.contacts.update(id, { channel_priority: channel_identities.map(({ channel }) => channel) });`,
    slip: ["({ channel }) => channel", "({ channel }) => channel.toLowerCase()"],
  },
  {
    title: "sends a stored message once more",
    program: `for await (const { app_message } of conversation.messages.list()) {
  if (app_message) await conversation.messages.send({ app_id, recipient, message: app_message });
}`,
    slip: ["message: app_message", 'message: { ...app_message, agent: { type: "PERSON" } }'],
  },
  {
    title: "sends a stored message to many",
    program: `const { app_message } = await conversation.messages.get(id);
if (app_message) await batch.messages.send({ app_id, message: app_message, recipient_and_params: [{ recipient }] });`,
    slip: ["message: app_message", "message: { app_message }"],
  },
  {
    title: "sends a batch on the channel of a message",
    program: `const { channel_identity } = await conversation.messages.get(id);
if (channel_identity) {
  await batch.messages.send({ app_id, message: { text_message }, recipient_and_params: [{ recipient }], channel_priority_order: [channel_identity.channel] });
}`,
    slip: ["[channel_identity.channel]", "[channel_identity.channel, id]"],
  },
  {
    title: "puts what a contact wrote into another conversation",
    program: `const { contact_message, channel_identity, direction, contact_id = "", accept_time = "" } = callback.MESSAGE_INBOUND.message;
if (contact_message && channel_identity && direction) {
  await conversation.conversations.injectMessage(id, { contact_message, channel_identity, direction, contact_id, accept_time });
}`,
    slip: ["injectMessage(id, { contact_message", "injectMessage(id, { contact_message, app_message: { text_message }"],
  },
  {
    title: "puts an event of one conversation into another",
    program: `for await (const { app_event, channel_identity, accept_time = "" } of conversation.events.list()) {
  if (app_event) await conversation.conversations.injectEvent(id, { app_event, channel_identity, accept_time });
}`,
    slip: [
      "{ app_event, channel_identity, accept_time }",
      "{ app_event, channel_identity, accept_time, proccessing_mode: undefined }",
    ],
  },
  {
    title: "sends an event to whoever writes",
    program: `const { channel_identity } = callback.EVENT_INBOUND.event;
if (channel_identity) {
  const channel_identities = [channel_identity];
  await conversation.events.send({ app_id, recipient: { identified_by: { channel_identities } }, event: { composing_event: {} } });
}`,
    slip: ["composing_event: {}", "composing_event: {}, composing_end_event: {}"],
  },
  {
    title: "tries another channel for what was not delivered",
    program: `const { channel_identity, status, contact_id = "" } = callback.MESSAGE_DELIVERY.message_delivery_report;
if (status === "FAILED" && channel_identity?.channel === "RCS") {
  await conversation.messages.send({ app_id, recipient: { contact_id }, message: { text_message }, channel_priority_order: ["SMS", channel_identity.channel] });
}`,
    slip: ['"SMS"', '"SNS"'],
  },
  {
    title: "shows a message as its own channel would",
    program: `const { app_message, channel_identity } = await conversation.messages.get(id);
if (app_message && channel_identity) {
  const { transcoded_message } = await conversation.messages.transcode({ app_id, app_message, channels: [channel_identity.channel] });
  const explicit_channel_message = { [channel_identity.channel]: transcoded_message?.[channel_identity.channel] };
  await conversation.messages.send({ app_id, recipient, message: { text_message, explicit_channel_message } });
}`,
    slip: ["[channel_identity.channel] });", '[channel_identity.channel, "MMMS"] });'],
  },
  {
    title: "replaces the text of a stored message",
    program: `const { app_message } = await conversation.messages.get(id);
if (app_message?.text_message) {
  await conversation.messages.send({ app_id, recipient, message: { ...app_message, text_message: { text: app_message.text_message.text.toUpperCase() } } });
}`,
    slip: ["text: app_message", "txt: app_message"],
  },
  {
    title: "offers the choices of a card again",
    program: `const { app_message } = await conversation.messages.get(id);
const choices = app_message?.card_message?.choices ?? [];
await conversation.messages.send({ app_id, recipient, message: { choice_message: { text_message, choices } } });`,
    slip: ["text_message, choices }", "text_message, choices: [...choices, { text: id }] }"],
  },
  {
    title: "hands on what exists on one channel only",
    program: `const { app_message } = await conversation.messages.get(id);
const flow = app_message?.channel_specific_message?.WHATSAPP;
if (flow?.message_type === "FLOWS") console.log(flow.message.flow_id);
await conversation.messages.send({ app_id, recipient, message: { text_message, channel_specific_message: { WHATSAPP: flow } } });`,
    slip: ['=== "FLOWS"', '=== "FLOW"'],
  },
  {
    title: "moves an app's settings to another",
    program: `const { display_name = "", retention_policy, processing_mode, callback_settings, message_retry_settings } = await conversation.apps.get(id);
await conversation.apps.create({ channel_credentials: [], display_name, retention_policy, processing_mode, callback_settings, message_retry_settings });`,
    slip: [
      "processing_mode, callback_settings, message_retry_settings });",
      'callback_settings, processing_mode: "DISPATCHED" });',
    ],
  },
  {
    title: "adds a channel to an app",
    program: `const { channel_credentials = [] } = await conversation.apps.get(id);
await conversation.apps.update(id, { channel_credentials: [...channel_credentials, { channel: "SMS", static_bearer: { claimed_identity: "a", token: "b" } }] });`,
    slip: ['channel: "SMS"', 'channel: "SMSS"'],
  },
  {
    title: "looks into the list that a change was about",
    program: `for await (const { list_type } of conversation.consents.listAuditRecords(app_id, id)) {
  for await (const { identity } of conversation.consents.listIdentities(app_id, list_type)) console.log(identity);
}`,
    slip: ["app_id, list_type", "app_id, `${list_type}`"],
  },
  {
    title: "asks for the last messages of a conversation's channel",
    program: `const { active_channel, contact_id = "" } = await conversation.conversations.get(id);
for await (const { id: last } of conversation.messages.listLast({ channel: active_channel, contact_ids: [contact_id] })) console.log(last);`,
    slip: ["channel: active_channel", 'channel: active_channel ?? "SMSS"'],
  },
  {
    title: "goes on with a conversation that a callback reports",
    program: `const { conversation: started } = callback.CONVERSATION_START.conversation_start_notification;
if (started) await conversation.conversations.update(started.id, { active_channel: started.active_channel, metadata: started.metadata });`,
    slip: ["metadata: started.metadata", "meta_data: started.metadata"],
  },
  {
    title: "adds a translation to a template",
    program: `const { default_translation, translations = [], version = 0 } = await templates.templates.get(id);
await templates.templates.update(id, { default_translation, version, translations: [...translations, { language_code: "sv", text_message }] });`,
    slip: ["language_code", "language"],
  },
  {
    title: "sends what a template says",
    program: `for await (const { card_message, text_message: text } of templates.templates.listTranslations(id)) {
  if (card_message) await conversation.messages.send({ app_id, recipient, message: { card_message } });
  else if (text) await conversation.messages.send({ app_id, recipient, message: { text_message: text } });
}`,
    slip: ["text_message: text }", "text_message: text, card_message }"],
  },
];
