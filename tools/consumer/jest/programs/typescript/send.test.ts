import { bearer } from "@sinch-fetch/auth";
import { type ConversationClient, createConversationClient, isApiError } from "@sinch-fetch/conversation";
import { isChannel } from "@sinch-fetch/conversation/values";
import { type Mock, startMock } from "@sinch-fetch/mock";

let mock: Mock<"conversation">;
let client: ConversationClient;

beforeAll(async () => {
  mock = await startMock({ apis: ["conversation"] });
  client = createConversationClient({ projectId: "p", auth: bearer("token"), baseUrl: mock.conversation });
});

afterAll(() => mock.close());

test("sends a message", async () => {
  const { message_id } = await client.messages.send({
    app_id: "app",
    recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "+46701234567" }] } },
    message: { text_message: { text: "hi" } },
  });

  expect(message_id).toEqual(expect.any(String));
});

test("lists, and narrows what came", async () => {
  const [contact] = await client.contacts.list().toArray({ limit: 1 });
  const channel = contact?.channel_identities?.[0]?.channel;

  expect(isChannel(channel)).toBe(true);
});

test("throws an error that the guard knows", async () => {
  const call = client.apps.get("app", undefined, { headers: { prefer: "code=403" } });
  const error: unknown = await call.catch((thrown: unknown) => thrown);

  expect(isApiError(error) && error.status).toBe(403);
});
