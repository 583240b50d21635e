import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { operationAnchor } from "../src/description-pages.ts";
import { type Description, descriptions } from "../src/descriptions.ts";
import { documentedPackages } from "../src/documented-packages.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { brokenLinks, pagesOf } from "./links.ts";

const site = inject("site");
const url = (page: string): string => inject("siteUrl") + page;

describe("the files", () => {
  test("hold no link that leads nowhere", async () => {
    expect(await brokenLinks(site)).toEqual([]);
  });

  test("show no wire types", async () => {
    for (const page of await pagesOf(join(site, "packages"))) {
      const text = await readFile(join(site, "packages", page), "utf8");
      expect(text.replaceAll(/<[^>]*>/g, ""), page).not.toMatch(/(components|operations)\[/);
    }
  });
});

describe.skipIf(inject("chromium") === "")("in a browser", () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
  });

  afterAll(() => browser.close());

  afterEach(() => {
    expect(browser.complaints()).toEqual([]);
  });

  test("the start page names every package and description with its sentence and version", async () => {
    await page.goto(url("index.html"));

    const cards = await page.locator(".cards li").allTextContents();
    const shown = (await descriptions()).map(({ title, version, summary }) => [title, version, summary]);
    const wanted = [
      ...documentedPackages().map(({ name, version, description }) => [name, version, description]),
      ...shown,
    ];
    expect(cards).toHaveLength(wanted.length);
    for (const words of wanted.map((all) => all.map((text) => text.replaceAll("`", "")))) {
      expect(cards.filter((card) => words.every((word) => card.includes(word)))).toHaveLength(1);
    }
  });

  test("every link of the start page opens a page with a title", async () => {
    await page.goto(url("index.html"));
    const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));

    for (const link of links) {
      await page.goto(url(link));
      await page.locator("h1").first().waitFor();
    }

    expect(links.length).toBeGreaterThan(documentedPackages().length);
  });

  test("pages of the packages load", async () => {
    const pages = (await pagesOf(join(site, "packages"))).map((name) => `packages/${name}`);
    // All come from the same templates; every module, and one in sixteen of the others.
    const sample = pages.filter((name, index) => name.includes("/modules/") || index % 16 === 0);

    for (const name of sample) {
      await page.goto(url(name));
      // TypeDoc shows a page half a second after it is there.
      await page.locator("h1").waitFor({ state: "attached" });
    }

    expect(sample.length).toBeGreaterThan(documentedPackages().length);
  });

  test("TypeDoc's own search finds createConversationClient", async () => {
    await page.goto(url("packages/index.html"));
    await page.locator("#tsd-search-trigger").click();
    await page.locator("#tsd-search-input").fill("createConversationClient");

    await page.locator("#tsd-search-results a", { hasText: "createConversationClient" }).first().click();

    await page.waitForURL(url("packages/functions/_sinch-fetch_conversation.createConversationClient.html"));
  });

  test("an operation of every tag is found where the search sends to", async () => {
    for (const description of await descriptions()) {
      await page.goto(url(`descriptions/${description.name}.html`));
      await page.locator(".menu-content").waitFor();
      for (const operation of sampleOf(description)) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, operationAnchor(operation));
        const active = page.locator('.menu-content [data-active="true"]', { hasText: operation.summary });
        await active.waitFor();
        await page.locator("h1, h2", { hasText: operation.summary }).first().waitFor();
      }
    }
  });

  test.each([
    {
      given: "createConversationClient",
      page: "packages/functions/_sinch-fetch_conversation.createConversationClient.html",
      want: "Function createConversationClient",
    },
    {
      given: "messages:send",
      page: "descriptions/conversation.html#/messages/messages_sendmessage",
      want: "Send a message",
    },
    {
      given: "MESSAGE_DELIVERY",
      page: "descriptions/conversation.html#/callbacks/callback_messagedelivery",
      want: "A delivery receipt of a message",
    },
    { given: "Batch_CancelBatch", page: "descriptions/batch.html#/messages/batch_cancelbatch", want: "Cancel a batch" },
  ])("the search finds $given and leads to its page", async ({ given, page: target, want }) => {
    await page.goto(url("index.html"));
    await page.locator("#search input").fill(given);

    const result = page.locator(`#search a[href$="${target}"]`);
    await result.click();

    await page.locator("h1, h2", { hasText: want }).first().waitFor();
    expect(page.url()).toBe(url(target));
  });

  test.each(["packages/index.html", "packages/modules/_sinch-fetch_http.html", "descriptions/batch.html"])(
    "%s can search everything and leads back",
    async (name) => {
      await page.goto(url(name));
      await page.locator(".site-bar input").fill("oauth2");
      await page.locator(".site-bar input").press("Enter");

      await page.locator('#search a[href$="packages/functions/_sinch-fetch_auth.oauth2.html"]').click();
      await page.locator(".site-bar a").click();

      await page.waitForURL(url("index.html"));
    },
  );

  test("a link of Redoc's menu leads to a place on its page, in a new tab too", async () => {
    await page.goto(url("descriptions/batch.html"));
    const href = await page.locator(".menu-content a", { hasText: "Messages" }).first().getAttribute("href");

    expect(href).toBe("#/messages");
  });

  test.each([320, 390, 1280])("no page is wider than a screen of %i pixels", async (width) => {
    const narrow = await browser.newPage();
    await narrow.setViewportSize({ width, height: 800 });
    for (const name of [
      "index.html",
      "packages/modules/_sinch-fetch_conversation.html",
      "packages/types/_sinch-fetch_conversation.AppMessage.html",
      "descriptions/conversation.html",
    ]) {
      await narrow.goto(url(name));
      await narrow.locator("h1").first().waitFor();
      expect(await narrow.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
    }
    await narrow.close();
  });
});

/** The first operation of each tag, and the last of all. */
function sampleOf({ operations }: Description): Description["operations"] {
  return operations.filter(
    ({ tag }, index) => index === operations.length - 1 || operations.findIndex((one) => one.tag === tag) === index,
  );
}
