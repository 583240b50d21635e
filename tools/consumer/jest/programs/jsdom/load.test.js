const { bearer } = require("@sinch-fetch/auth");
const { createBatchClient } = require("@sinch-fetch/batch");
const { createConversationClient, isApiError } = require("@sinch-fetch/conversation");
const { memoryNonceStore, parseCallback } = require("@sinch-fetch/conversation/callbacks");
const { isChannel } = require("@sinch-fetch/conversation/values");
const { startMock } = require("@sinch-fetch/mock");
const { createTemplatesClient } = require("@sinch-fetch/templates");

test("loads the packages where the platform has neither fetch nor TextDecoder", async () => {
  expect([typeof fetch, typeof TextDecoder]).toEqual(["undefined", "undefined"]);

  expect(isApiError(new Error("no"))).toBe(false);
  expect(isChannel("SMS")).toBe(true);
  expect(parseCallback('{"app_id":"app","message":{}}').trigger).toBe("MESSAGE_INBOUND");
  expect(await memoryNonceStore().has("nonce")).toBe(false);
});

test("takes a function in place of fetch", async () => {
  const fetch = async () => {
    throw new Error("not called");
  };
  const options = { projectId: "p", auth: bearer("token"), fetch };

  for (const create of [createConversationClient, createBatchClient, createTemplatesClient]) {
    expect(create(options)).toHaveProperty("GET");
  }
});

test("starts a mock", async () => {
  const mock = await startMock({ apis: ["auth"] });
  await mock.close();

  expect(mock.auth).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
