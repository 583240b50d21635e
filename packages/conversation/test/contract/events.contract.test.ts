import { mockUrls, sendRaw } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { AppEvent, InjectEventRequest, SendEventRequest } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.oAuth2);
const agent = { display_name: "Ines", type: "HUMAN" } as const;
const request: Omit<SendEventRequest, "event"> = {
  app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
  recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" },
};
const accept_time = "2026-11-12T15:20:00Z";

const kinds = Object.entries<AppEvent>({
  "composing event": { composing_event: {} },
  "composing end event": { composing_end_event: {} },
  "comment reply": { comment_reply_event: { text: "Thank you!" } },
  "joining agent": { agent_joined_event: { agent } },
  "leaving agent": { agent_left_event: { agent } },
  "generic event": { generic_event: { payload: { stage: "quote" } } },
  "read message": { read_message_event: {} },
});

const refused: [string, unknown, string][] = [
  ["no kind of event", {}, "exactly one"],
  ["two kinds of event", { composing_event: {}, composing_end_event: {} }, "exactly one"],
  ["an event of a contact", { conversation_deleted_event: {} }, "conversation_deleted_event"],
  ["a kind of agent that does not exist", { agent_joined_event: { agent: { ...agent, type: "ROBOT" } } }, "type"],
];

describe("events.send", () => {
  test.each(kinds)("sends a %s", async (_, event) => {
    await expect(client.events.send({ ...request, event })).resolves.toHaveProperty("event_id");
  });

  test.each(refused)("is refused with %s", async (_, event, named) => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/events:send`, { ...request, event });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("conversations.injectEvent", () => {
  test.each(kinds)("injects a %s", async (_, app_event) => {
    const event: InjectEventRequest = { app_event, accept_time };

    await expect(client.conversations.injectEvent("a/b:c", event)).resolves.toHaveProperty("event_id");
  });

  test.each(refused)("is refused with %s", async (_, app_event, named) => {
    const url = `${mockUrls().api}/v1/projects/p/conversations/c:inject-event`;

    const answer = await sendRaw("POST", url, { app_event, accept_time });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});
