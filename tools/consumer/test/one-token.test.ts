import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { startMock } from "@sinch-fetch/mock";
import { expect, test } from "vitest";

test("500 concurrent first calls through both clients with one auth value make one token request", async () => {
  const statuses = new Map<string, number>();
  const mock = await startMock({
    stateful: false,
    onExchange: ({ api, status }) => statuses.set(`${api} ${status}`, (statuses.get(`${api} ${status}`) ?? 0) + 1),
  });
  const auth = oauth2({ keyId: "key-id", keySecret: "key-secret", tokenUrl: `${mock.auth}/oauth2/token` });
  const conversation = createConversationClient({ projectId: "project", auth, baseUrl: mock.conversation });
  const batch = createBatchClient({ projectId: "project", auth, baseUrl: mock.batch });
  const send = () =>
    conversation.messages.send({
      app_id: "app",
      recipient: { contact_id: "contact" },
      message: { text_message: { text: "hi" } },
    });

  await Promise.all(Array.from({ length: 500 }, (_, index) => (index % 2 ? send() : batch.messages.get(`${index}`))));
  await mock.close();

  expect(Object.fromEntries(statuses)).toEqual({ "auth 200": 1, "conversation 200": 250, "batch 200": 250 });
});
