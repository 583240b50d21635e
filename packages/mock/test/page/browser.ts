import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium as findChromium, programForTests } from "@sinch-fetch/workspace";
import type { AxeResults } from "axe-core";
import { type BrowserContext, chromium, type Page } from "playwright-core";

/** The path of a browser; `undefined` where there is none, so that its tests are skipped. */
export const executablePath: string | undefined = programForTests(findChromium);

const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: "light" | "dark";
}

/** A browser that writes down everything that goes wrong in it. */
export interface Browser {
  /** What went wrong since the last time that it was asked: messages, errors, requests that leave loopback. */
  complaints(): string[];
  open(url: string, look?: Look): Promise<Page>;
  close(): Promise<void>;
}

/** Starts the browser. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...SWITCHES, ...QUIET],
  });
  const seen: string[] = [];
  return {
    complaints: () => seen.splice(0),
    open: async (url, { width = 1440, height = 900, colorScheme = "light" } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        reducedMotion: "reduce",
        permissions: ["clipboard-read", "clipboard-write"],
      });
      watch(context, (complaint) => seen.push(complaint));
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Returns what axe finds that keeps anyone from using the page. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await readFile(axe, "utf8"));
  const { violations } = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
}

/** Returns whether anything on the page is wider than the window. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > globalThis.innerWidth);
}

function watch(context: BrowserContext, complain: (complaint: string) => void): void {
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(`says: ${message.text()}`);
  });
  context.on("weberror", (error) => complain(`throws: ${error.error().message}`));
  context.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") complain(`asks for ${request.url()}`);
  });
}
