import { mockUrls, readCallbackExamples, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import type { WebhookTrigger } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const app_id = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
const target = "https://hooks.example.com/sinch";
const client = clientOf(credentials.Basic);
const described = [...new Set((await readCallbackExamples("conversation")).map(({ trigger }) => trigger))];

describe("webhooks.create", () => {
  test.each(described)("takes the trigger %s, whose callbacks are described", async (trigger) => {
    const webhook = await client.webhooks.create({ app_id, target, triggers: [trigger as WebhookTrigger] });

    expect(webhook).toHaveProperty("id");
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["a trigger that does not exist", { triggers: ["MESSAGE_READ"] }, "triggers"],
    ["a kind of target that does not exist", { target_type: "FTP" }, "target_type"],
    ["no target", { target: undefined }, "target"],
    ["no app", { app_id: undefined }, "app_id"],
    ["an id, which the service gives", { id: "1" }, "id"],
  ];
  test.each(refused)("is refused with %s", async (_, change, named) => {
    const answer = await sendRaw("POST", `${mockUrls().api}/v1/projects/p/webhooks`, {
      app_id,
      target,
      ...change,
    });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("webhooks.update", () => {
  test("needs the target even where the mask leaves it out", async () => {
    const { exchanges, credential } = watched(credentials.Basic);
    const query = { update_mask: ["triggers", "secret"] };

    await clientOf(credential).webhooks.update("w", { target, triggers: ["CAPABILITY"], secret: "s" }, { query });
    const answer = await sendRaw("PATCH", `${mockUrls().api}/v1/projects/p/webhooks/w?update_mask=triggers`, {
      triggers: ["CAPABILITY"],
    });

    expect(exchanges.map(({ request }) => new URL(request.url).search)).toEqual(["?update_mask=triggers,secret"]);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("target");
  });
});

describe("webhooks.list", () => {
  test("is a list of an app", async () => {
    const { exchanges, credential } = watched(credentials.Basic);

    for await (const webhook of clientOf(credential).webhooks.list(app_id)) expect(webhook).toHaveProperty("target");

    expect(exchanges.map(({ request }) => new URL(request.url).pathname)).toEqual([
      `/v1/projects/project/apps/${app_id}/webhooks`,
    ]);
  });
});
