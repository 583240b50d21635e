const { bearer, oauth2 } = require("@sinch-fetch/auth");
const { createBatchClient } = require("@sinch-fetch/batch");
const { createConversationClient, isApiError } = require("@sinch-fetch/conversation");
const { parseCallback, verifyCallback } = require("@sinch-fetch/conversation/callbacks");
const { sendCallback, startMock } = require("@sinch-fetch/mock");
const { createTemplatesClient } = require("@sinch-fetch/templates");

let mock;

beforeAll(async () => {
  mock = await startMock();
});

afterAll(() => mock.close());

test("sends a message with a token of the mock", async () => {
  const auth = oauth2({ keyId: "id", keySecret: "secret", tokenUrl: `${mock.auth}/oauth2/token` });
  const client = createConversationClient({ projectId: "p", auth, baseUrl: mock.conversation });

  const { message_id } = await client.messages.send({
    app_id: "app",
    recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "+46701234567" }] } },
    message: { text_message: { text: "hi" } },
  });

  expect(message_id).toEqual(expect.any(String));
});

test("throws an error that the guard knows, and lists what there is", async () => {
  const options = { projectId: "p", auth: bearer("token") };
  const batch = createBatchClient({ ...options, baseUrl: mock.batch });
  const templates = createTemplatesClient({ ...options, baseUrl: mock.templates });

  const error = await batch.messages
    .get("batch", undefined, { headers: { prefer: "code=404" } })
    .catch((thrown) => thrown);

  expect(isApiError(error)).toBe(true);
  expect(error).toMatchObject({ status: 404, outcome: "rejected" });
  expect(await templates.templates.list()).toMatchObject({ templates: expect.any(Array) });
});

test("takes a signed callback", async () => {
  let given;
  const fetch = async (url, init) => {
    given = new Request(url, init);
    return new Response();
  };
  await sendCallback({ url: "https://example.com/", trigger: "MESSAGE_DELIVERY", secret: "secret", fetch });

  const body = await given.text();
  await verifyCallback(given.headers, body, "secret");

  expect(parseCallback(body).trigger).toBe("MESSAGE_DELIVERY");
  await expect(verifyCallback(given.headers, body, "another")).rejects.toMatchObject({ name: "CallbackError" });
});
