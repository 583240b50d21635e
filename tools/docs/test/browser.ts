import { type BrowserContext, chromium, type Page } from "playwright-core";
import { inject } from "vitest";

const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A browser that writes down everything that goes wrong in it. */
export interface Browser {
  /** What went wrong since the last time that it was asked. */
  complaints(): string[];
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: inject("chromium"), args: [...SWITCHES, ...QUIET] });
  const context = await browser.newContext();
  const seen: string[] = [];
  watch(context, (complaint) => seen.push(complaint));
  return {
    complaints: () => seen.splice(0),
    newPage: () => context.newPage(),
    close: () => browser.close(),
  };
}

function watch(context: BrowserContext, complain: (complaint: string) => void): void {
  const { origin } = new URL(inject("siteUrl"));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complain(`${message.page()?.url()} says: ${message.text()}`);
  });
  context.on("weberror", (error) => complain(`${error.page()?.url()} throws: ${error.error().message}`));
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) complain(`${request.frame().url()} asks for ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left before it has everything.
    if (reason !== "net::ERR_ABORTED") complain(`${request.url()}: ${reason}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.url()}: ${response.status()}`);
  });
}
