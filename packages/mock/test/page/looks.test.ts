import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { executablePath, isTooWide, seriousFindings } from "./browser.ts";
import { KINDS } from "./kinds.ts";
import { APP, openStage, PROJECT, type Stage } from "./stage.ts";

const ADA = "46700000001";
// A busy machine takes its time.
const START_MS = 90_000;
const POLL = { timeout: 15_000 };

describe.skipIf(executablePath === undefined)("the page", () => {
  let stage: Stage;
  let person: string;
  let message: string;

  beforeAll(async () => {
    stage = await openStage({ clock: "manual", seed: 1, webhooks: [{ target: "http://127.0.0.1:9/" }] });
    for (const kind of Object.values(KINDS)) message = await stage.send([["WHATSAPP", ADA]], kind);
    await stage.mock.world.advance(2000);
    stage.mock.world.reply({ channel: "WHATSAPP", identity: ADA, text: "Thank you" });
    const [first] = stage.mock.world.messages();
    person = `#/people/${PROJECT}/${APP}/${first?.person_id}`;
    const identities = ["46700000008", "46700000009"].map((identity) => ({
      recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity }] } },
    }));
    await stage.ask("batch", "POST", "/messages", {
      app_id: APP,
      message: { text_message: { text: "Hello" } },
      recipient_and_params: identities,
    });
    stage.mock.world.fault({ kind: "lag", delayMs: 5 });
  }, START_MS);

  afterEach(() => {
    expect(stage.browser.complaints()).toEqual([]);
  });

  afterAll(() => stage.close());

  async function show(page: Page, hash: string, words: string): Promise<void> {
    await page.goto(`${stage.mock.inbox}/${hash}`);
    await page.getByText(words).filter({ visible: true }).first().waitFor();
  }

  /** What is shown where, and the words by which it is known to be there. */
  const places = (): [hash: string, words: string][] => [
    [person, "Thank you"],
    [`${person}?as=SMS`, "Thank you"],
    [`${person}?message=${message}`, "On other channels"],
    ["#/batches", "2 recipients"],
    ["#/traffic", "Messages_SendMessage"],
    ["#/traffic/callbacks", "MESSAGE_SUBMIT"],
    ["#/faults", "A batch that is not yet found"],
  ];

  // Axe takes long: each place is looked at in one width.
  test.each([
    [360, "light", [0, 2, 6]],
    [768, "dark", [0, 3]],
    [1440, "light", [1, 2, 5]],
  ] as const)("fits %i px, and axe finds nothing serious in %s", async (width, colorScheme, looked) => {
    const page = await stage.open("", { width, colorScheme });
    for (const [index, [hash, words]] of places().entries()) {
      await show(page, hash, words);
      expect(await isTooWide(page), hash).toBe(false);
      if (looked.some((one) => one === index)) expect(await seriousFindings(page), hash).toEqual([]);
    }
    await page.context().close();
  });

  test("each kind of message is shown as its channel shows it, and as text on another", async () => {
    const page = await stage.open(person);
    const log = page.getByRole("log", { name: "Messages" });
    const shown = (selector: string, text: string) => log.locator(selector, { hasText: text }).first().waitFor();
    await shown("a[href='https://bistro.example.com/menu']", "https://bistro.example.com/menu");
    await shown("figure", "guide.pdf");
    await shown(".card", "Table for two");
    await shown(".carousel li", "Espresso");
    await shown(".choices button", "Great");
    await shown(".card", "Depot");
    await shown(".contact", "Ada Berg");
    await shown(".template-name", "order_ready");
    await shown(".code", '"type": "sticker"');

    await log.getByRole("button", { name: "Sizes" }).click();
    await log.getByRole("button", { name: "Medium" }).click();
    await shown("[data-from=contact] .bubble", "Medium");
    expect(stage.mock.world.messages({ status: "RECEIVED" }).at(-1)?.contact_message).toMatchObject({
      choice_response_message: { postback_data: "size:m" },
    });

    await page.getByRole("combobox", { name: "Shown as" }).selectOption("SMS");
    await log.locator(".phone[data-channel=SMS]").or(page.locator(".phone[data-channel=SMS]")).first().waitFor();
    await log.locator(".text", { hasText: "Table for two" }).waitFor();
    expect(await log.locator(".choices, .carousel, .card").count()).toBe(0);
    await page.context().close();
  });

  test("what comes in a message is text, and no address but one of the web is a link", async () => {
    const evil = `<img src=x onerror="document.title='broken'"><b>bold</b> javascript:alert(1)`;
    await stage.send([["RCS", "46700000666"]], {
      card_message: {
        title: evil,
        description: evil,
        media_message: { url: "javascript:alert(1)" },
        choices: [{ url_message: { title: evil, url: "javascript:alert(1)" } }],
      },
    });
    const page = await stage.open("");
    await page.getByRole("link", { name: /\+46700000666/ }).click();
    const bubble = page.locator(".bubble");
    await bubble.waitFor();
    expect(await bubble.locator("img, b, a, script").count()).toBe(0);
    expect(await bubble.textContent()).toContain(evil);
    expect(await page.title()).toBe("Local Sinch");
    const hrefs = await page.locator("a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    expect(new Set(hrefs)).toEqual(new Set(["http:"]));
    await page.context().close();
  });

  test("the keyboard reaches everything, and a manual clock moves from the page", async () => {
    const page = await stage.open("");
    await page.getByRole("searchbox", { name: "Search people" }).fill("46700000001");
    const link = page.getByRole("link", { name: /\+46700000001/ });
    await expect.poll(() => page.locator(".person").count(), POLL).toBe(1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await link.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Reply on WhatsApp" }).focus();
    await page.keyboard.type("From the keyboard");
    await page.keyboard.press("Enter");
    await page.getByRole("log").getByText("From the keyboard").waitFor();

    const id = await stage.send([["WHATSAPP", ADA]], { text_message: { text: "Not yet sent" } });
    const ticks = page.locator(".message", { hasText: "Not yet sent" }).locator(".meta .status");
    await page.getByText("Not yet sent").first().waitFor();
    expect(await ticks.textContent()).toBe("Queued");
    await page.getByRole("button", { name: /^Clock/ }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".message", { hasText: "Not yet sent" }).getByText("Read").waitFor();
    expect(stage.mock.world.messages().find((one) => one.id === id)?.status).toBe("READ");
    await page.context().close();
  });

  test("a quote shows what is quoted; a snapshot is saved, and the world reset and restored", async () => {
    const page = await stage.open(person);
    const log = page.getByRole("log", { name: "Messages" });
    await log.getByText("Thank you").first().waitFor();
    stage.mock.world.reply({
      channel: "WHATSAPP",
      identity: ADA,
      text_message: { text: "That one" },
      reply_to: { message_id: message },
    });
    await log.locator(".bubble", { hasText: "That one" }).locator(".quote", { hasText: "Sticker" }).waitFor();

    await page.getByRole("button", { name: /^Clock/ }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save" }).click();
    const file = await (await saving).path();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Forget everything" }).click();
    await page.getByText("Nobody by that name").waitFor();
    await page.getByLabel("Restore").setInputFiles({
      name: "local-sinch.json",
      mimeType: "application/json",
      buffer: await readFile(file),
    });
    await log.getByText("That one").waitFor();
    await page.context().close();
  });

  test("on a narrow page the focus goes along with what is shown", async () => {
    const page = await stage.open("", { width: 360 });
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await page.getByRole("link", { name: /\+46700000001/ }).press("Enter");
    await expect.poll(focused, POLL).toBe("+46700000001");
    await page.getByRole("link", { name: "look into the message" }).last().press("Enter");
    await expect.poll(focused, POLL).toBe("Message");
    await page.getByRole("button", { name: "Close the message" }).press("Enter");
    await expect.poll(focused, POLL).toBe("+46700000001");
    await page.context().close();
  });

  test("what the page loads is one page, one script and one style sheet, from its own address", async () => {
    const page = await stage.open("");
    const names = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const files = names.map((name) => new URL(name)).filter(({ pathname }) => !pathname.startsWith("/api/"));
    expect(new Set(files.map(({ origin }) => origin))).toEqual(new Set([new URL(stage.mock.inbox).origin]));
    const paths = new Set(files.map(({ pathname }) => pathname));
    expect(paths).toEqual(new Set(["/assets/icon.svg", "/assets/page.css", "/assets/page.js"]));
    await page.context().close();
  });
});
