import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { executablePath } from "./browser.ts";
import { openStage, type Stage } from "./stage.ts";

// Prism and the browser start at once, on a machine that may be busy.
const START_MS = 90_000;
const SHOTS = new URL("../../node_modules/.page-shots/", import.meta.url).pathname;
const QUESTION = {
  choice_message: {
    text_message: { text: "Your bicycle is repaired. When do you fetch it?" },
    choices: [
      { text_message: { text: "Today" }, postback_data: "today" },
      { text_message: { text: "Tomorrow" }, postback_data: "tomorrow" },
    ],
  },
};

describe.skipIf(executablePath === undefined)("stories on the page", () => {
  let stage: Stage;
  let page: Page;
  let program: Server;
  const postbacks: string[] = [];

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    // The program of a user: it responds to a tapped choice with a message.
    program = createServer(async (request, response) => {
      const body = JSON.parse(await text(request));
      const postback = body.message?.contact_message?.choice_response_message?.postback_data;
      if (postback !== undefined) {
        postbacks.push(postback);
        await stage.send([["WHATSAPP", "46700000001"]], { text_message: { text: `See you ${postback}.` } });
      }
      response.end();
    });
    await new Promise<void>((resolve) => program.listen(0, "127.0.0.1", resolve));
    const { port } = program.address() as AddressInfo;
    stage = await openStage({
      delaysMs: { submit: 1, queue: 5, deliver: 20, read: 20 },
      webhooks: [{ target: `http://127.0.0.1:${port}/` }],
    });
    page = await stage.open("");
  }, START_MS);

  afterEach(() => {
    expect(stage.browser.complaints()).toEqual([]);
  });

  afterAll(async () => {
    await stage.close();
    program.closeAllConnections();
    program.close();
  });

  test("a conversation both ways: a choice is tapped, the program hears of it, and its message is read", async () => {
    await page.getByText("Type this in a terminal.").waitFor();
    expect(await page.locator(".empty pre").textContent()).toContain(`${stage.mock.conversation}/v1/projects/`);

    await stage.send([["WHATSAPP", "46700000001"]], QUESTION);
    // The first phone appears where the command was.
    await page.getByRole("button", { name: "Today" }).click();

    const log = page.getByRole("log", { name: "Messages" });
    await log.getByText("See you today.").waitFor();
    expect(postbacks).toEqual(["today"]);
    expect(await log.locator("[data-from=contact] .bubble").allTextContents()).toEqual(["Today"]);
    const sent = log.locator(".message").last();
    await sent.locator(".meta", { hasText: "Read" }).waitFor();

    await sent.locator(".meta").click();
    const pane = page.getByRole("region", { name: "Behind the message" });
    await pane.locator(".event-name", { hasText: "MESSAGE_DELIVERY" }).nth(1).waitFor();
    expect(await pane.getByRole("list", { name: "States" }).locator(".status").allTextContents()).toEqual([
      "Queued",
      "Sent",
      "Delivered",
      "Read",
    ]);
    await pane.getByText("Repeat it").click();
    await pane.locator(".code pre", { hasText: "curl" }).waitFor();
    const [curl, program] = await pane.locator(".code pre").allTextContents();
    expect(curl).toContain(`curl -X POST '${stage.mock.conversation}/v1/projects/my-project/messages:send'`);
    expect(program).toContain("await conversation.messages.send({");
    await page.screenshot({ path: `${SHOTS}conversation.png` });
  });

  test("the contact writes, sends a place, and opts out and in again", async () => {
    const log = page.getByRole("log", { name: "Messages" });
    await page.getByRole("textbox", { name: "Reply on WhatsApp" }).fill("On my way");
    await page.keyboard.press("Enter");
    await log.getByText("On my way").waitFor();

    await page.getByRole("button", { name: "Location" }).click();
    await page.getByRole("button", { name: "Send location" }).click();
    await log.getByText("I am here").waitFor();
    expect(stage.mock.world.messages({ status: "RECEIVED" }).at(-1)?.contact_message?.location_message).toMatchObject({
      coordinates: { latitude: 59.3293, longitude: 18.0686 },
    });

    await page.getByRole("button", { name: "STOP" }).click();
    await page.getByText("Opted out. Messages of this app do not arrive here.").waitFor();
    await page.getByRole("button", { name: "Opted out of WhatsApp" }).click();
    await page.getByRole("button", { name: "Opt out", exact: true }).waitFor();
  });

  test("a message that fails on RCS is seen on SMS", async () => {
    stage.mock.world.fault({ kind: "failed", channel: "RCS", reason: "RECIPIENT_NOT_REACHABLE" });
    const channels = [["RCS", "46700000005"] as const, ["SMS", "46700000005"] as const];
    const card = { card_message: { title: "Your parcel", description: "It leaves the depot today." } };
    await stage.send(channels, card, { channel_priority_order: ["RCS", "SMS"] });

    await page.getByRole("link", { name: /\+46700000005/ }).click();
    await page.getByRole("navigation", { name: "Channels" }).getByRole("link", { name: "RCS" }).click();
    await page.getByText("Not delivered on RCS (RECIPIENT_NOT_REACHABLE).").waitFor();
    await page.getByRole("link", { name: "See it on SMS" }).click();

    const log = page.getByRole("log", { name: "Messages" });
    await log.getByText("It leaves the depot today.").waitFor();
    // A text message has no cards.
    expect(await log.locator(".card").count()).toBe(0);
    const states = page.getByRole("list", { name: "States" });
    await states.getByText("Delivered").waitFor();
    expect(await states.locator("li").allTextContents()).toContainEqual(
      expect.stringMatching(/Switching channelRCS.*RECIPIENT_NOT_REACHABLE/),
    );
    await page.getByRole("combobox", { name: "Shown as" }).selectOption("RCS");
    await log.locator(".card", { hasText: "Your parcel" }).waitFor();
    await page.screenshot({ path: `${SHOTS}failover.png` });
  });

  test("a batch that is cancelled before its time", async () => {
    const recipient_and_params = ["Ada", "Zoe"].map((name, index) => ({
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: `4670000001${index}` }] } },
      parameters: { name },
    }));
    await page.getByRole("link", { name: "Batches" }).click();
    await page.getByText("No batch yet").waitFor();
    const { batch_id } = await stage.ask("batch", "POST", "/messages", {
      app_id: "bistro",
      message: { text_message: { text: "Hello ${name}" } },
      recipient_and_params,
      send_after: new Date(Date.now() + 86_400_000).toISOString(),
    });
    await page.getByRole("link", { name: /Hello \$\{name\}/ }).click();
    const batch = page.getByRole("region", { name: "Batch", exact: true });
    await batch.getByText("Scheduled").waitFor();

    await stage.ask("batch", "DELETE", "/messages", { batch_id });

    await batch.getByText("Cancelled").waitFor();
    await batch.getByText("None yet: they are made when the batch goes out.").waitFor();
    await page.screenshot({ path: `${SHOTS}batch.png` });
  });

  test("a response that is lost: the message is there all the same", async () => {
    await page.getByRole("link", { name: "Faults" }).click();
    await page.getByRole("combobox", { name: "What goes wrong" }).selectOption("lost-after");
    await page.getByRole("combobox", { name: "Operation" }).fill("Messages_SendMessage");
    await page.getByRole("button", { name: "Add the fault" }).click();
    const faults = page.getByRole("region", { name: "Faults in force" });
    await faults.getByText("The response is lost, of Messages_SendMessage, 1 time").waitFor();

    const outcome = stage.send([["SMS", "46700000007"]], { text_message: { text: "Sent once" } });
    await expect(outcome).rejects.toThrow("fetch failed");

    await page.getByRole("link", { name: "Traffic" }).click();
    const request = page.locator(".events > li", { hasText: "cut" });
    await request.locator("summary").first().click();
    await request.getByText("The connection was cut. (fault: lost-after)").waitFor();
    expect(stage.mock.world.messages({ identity: "46700000007" })).toHaveLength(1);
    await page.screenshot({ path: `${SHOTS}faults.png` });
  });
});
