import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Mock, startMock } from "../src/mock.ts";

describe("the refusal of a kind", () => {
  let mock: Mock<"conversation", false>;
  beforeAll(async () => {
    mock = await startMock({ apis: ["conversation"], stateful: false });
  });
  afterAll(() => mock.close());

  async function refusalOf(path: string, body: unknown): Promise<string> {
    const response = await fetch(`${mock.conversation}/v1/projects/p/${path}`, {
      method: "POST",
      headers: { authorization: "Bearer token", "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const { error } = (await response.json()) as { error: { message: string } };
    expect(response.status).toBe(400);
    return error.message;
  }

  const appWith = (...channel_credentials: unknown[]) => ({ display_name: "d", channel_credentials });
  const line = { channel: "LINE", line_credentials: { token: "t", secret: "s" } };

  test("names what is wrong with credentials of this channel alone", async () => {
    const app = appWith(line, { channel: "SMS", static_token: { token: "t" } });

    expect(await refusalOf("apps", app)).toBe(
      "request is not valid: body.channel_credentials[1] must have required property 'static_bearer'; " +
        "body.channel_credentials[1] must NOT have unevaluated properties: 'static_token'",
    );
  });

  test("names what is wrong in a feature of a channel", async () => {
    const buttons = [{ type: "BK", name: "Which one?" }];
    const commerce = { type: "REGULAR_PRICE_COMMERCE", title: "Kite", regular_price: 1 };
    const message = { buttons, commerce, image: { image_url: "https://media.example.com/kite.jpg" } };
    const channel_specific_message = { KAKAOTALK: { message_type: "COMMERCE", message } };

    const refusal = await refusalOf("messages:send", {
      app_id: "a",
      recipient: { contact_id: "c" },
      message: { text_message: { text: "Two kites" }, channel_specific_message },
    });

    expect(refusal).toContain("buttons[0].name must NOT have more than 8 characters");
    expect(refusal).not.toContain("flow_id");
  });
});
