import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { GUIDE } from "../src/guide.ts";
import { documentedPackages } from "../src/packages/documented-packages.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { brokenLinks, pagesOf } from "./links.ts";

const site = inject("site");
const url = (page: string): string => inject("siteUrl") + page;

describe("the files", () => {
  test("hold no link that leads nowhere", async () => {
    expect(await brokenLinks(site, new URL(inject("siteUrl")).pathname)).toEqual([]);
  });

  test("hold every page of the guide, and two or more of each package", async () => {
    const pages = await pagesOf(site);
    const packages = documentedPackages().flatMap(({ name }) => {
      const page = `packages/${name.split("/")[1]}`;
      return [`${page}.html`, `${page}-exports.html`];
    });
    const guide = Object.values(GUIDE).flatMap((names) => names.map((name) => `guide/${name}.html`));

    expect(pages).toEqual(expect.arrayContaining([...guide, ...packages]));
  });

  test("show no wire types, and nothing that was left to be filled in", async () => {
    for (const page of await pagesOf(site)) {
      const text = (await readFile(join(site, page), "utf8")).replaceAll(/<script[\s\S]*?<\/script>|<[^>]*>/g, "");
      expect(text, page).not.toMatch(/(components|operations)\[|<!-- include|\[object Object\]|file=\S+\.ts/);
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

  /** Types a question into the search; returns where the first three results lead. */
  async function firstResults(question: string): Promise<string[]> {
    // A page of its own: the search of a page first shows what was asked there before.
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(url("index.html"));
    const input = page.locator("input.search-input");
    // The page takes keys once its program has started.
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Control+k");
          return input.isVisible();
        },
        { timeout: 60_000, interval: 250 },
      )
      .toBe(true);
    await input.fill(question);
    const results = page.locator(".results a.result");
    await results.first().waitFor();
    const links = await results.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    return links.slice(0, 3).map((link) => link.slice(new URL(inject("siteUrl")).pathname.length));
  }

  test.each([
    { question: "ttl", page: "guide/send.html#give-up-after-a-while-ttl" },
    { question: "carousel", page: "guide/send.html#a-carousel" },
    { question: "CarouselMessage", page: "api/schemas/shared-cards.html#carouselmessage" },
    { question: "messages.send", page: "api/conversation/messages-send.html#messagessend" },
    { question: "retry", page: "guide/errors.html#what-the-clients-retry-themselves" },
    { question: "fastify", page: "guide/callbacks.html#frameworks" },
    { question: "mesage", page: "guide/send.html#send-a-message" },
    { question: "MESSAGE_DELIVERY", page: "api/callbacks/message-delivery.html#message_delivery" },
    { question: "oauth2", page: "packages/auth-exports.html#oauth2" },
  ])("the search for $question finds its page among the first three", async ({ question, page: wanted }) => {
    expect(await firstResults(question)).toContain(wanted);
  });

  test("the search finds no twin of a schema", async () => {
    const results = await firstResults("CarouselMessageAnswer");

    expect(results.filter((link) => /answer$/.test(link))).toEqual([]);
  });

  test("pages of each kind load, and are not wider than a phone", async () => {
    const narrow = await browser.newPage();
    await narrow.setViewportSize({ width: 390, height: 800 });
    const pages = await pagesOf(site);
    // All of a kind come from the same code; every page of the guide, and one in 24 of the others.
    const sample = pages.filter((name, index) => name.startsWith("guide/") || index % 24 === 0);

    for (const name of sample) {
      await narrow.goto(url(name));
      await narrow.locator("h1").first().waitFor();
      expect(await narrow.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(390);
    }

    expect(sample.length).toBeGreaterThan(15);
    await narrow.close();
  });

  test("the first page leads to the guide, and a page to the next one", async () => {
    await page.goto(url("index.html"));
    await page.getByRole("link", { name: "Start in five minutes" }).click();
    await page.locator("h1", { hasText: "Start in five minutes" }).waitFor();

    await page.locator(".pager-link.next").click();

    await page.locator("h1", { hasText: "Send a message" }).waitFor();
    expect(page.url()).toBe(url("guide/send.html"));
  });

  test("a sample is shown in TypeScript, and as a command", async () => {
    await page.goto(url("api/conversation/messages-send.html"));
    await page.getByText("curl", { exact: true }).first().click();

    expect(await page.locator(".vp-code-group .active code").textContent()).toMatch(/^curl -X POST "https:/);
  });
});
