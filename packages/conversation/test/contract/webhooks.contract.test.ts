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
    ["access tokens that end before they begin", { client_credentials: null }, "client_credentials"],
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
  test("needs no target", async () => {
    const { exchanges, credential } = watched(credentials.Basic);
    const query = { update_mask: ["triggers", "secret"] };

    await clientOf(credential).webhooks.update("w", { triggers: ["CAPABILITY"], secret: "s" }, { query });

    expect(exchanges.map(({ request }) => new URL(request.url).search)).toEqual(["?update_mask=triggers,secret"]);
    expect(exchanges.map(({ response }) => response.status)).toEqual([200]);
  });

  test("ends the use of access tokens by null", async () => {
    await expect(client.webhooks.update("w", { client_credentials: null })).resolves.toHaveProperty("id");
  });

  test("takes rules for callbacks, of which the mock checks nothing", async () => {
    const routing_configuration = { fallback_behavior: "DISCARD", rules: [{ sender_id_filters: ["12025550101"] }] };

    await expect(client.webhooks.update("w", { routing_configuration })).resolves.toHaveProperty("id");
  });

  test("takes back a webhook that was read and changed by a spread", async () => {
    const webhook = await client.webhooks.get("w", {}, { headers: { Prefer: "example=rich" } });

    const answer = await sendRaw("PATCH", `${mockUrls().api}/v1/projects/p/webhooks/w`, { ...webhook, secret: "s" });

    expect(webhook).toHaveProperty("id");
    expect(answer).toMatchObject({ status: 200 });
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
