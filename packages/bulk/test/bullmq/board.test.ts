import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { chromium as findChromium, programForTests, redisServer } from "@sinch-fetch/workspace";
import { Queue } from "bullmq";
import { chromium, type Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { enqueueBulk } from "../../src/bullmq.ts";
import { batchApi, type Trouble } from "../batch-api.ts";
import { boardOf } from "../examples/board.ts";
import { people } from "../people.ts";
import { runOn } from "./run.ts";
import { STORES } from "./stores.ts";

/** A folder that Git ignores. The picture that the README shows is a copy of the one that is made there. */
const SHOTS = new URL("../../node_modules/.board-shots/", import.meta.url).pathname;
const redisPath = programForTests(redisServer);
const executablePath = programForTests(findChromium);

/** The first request is lost, so that its chunk waits for the end of a token; after eleven more there is no response. */
function underWay(index: number): Trouble | undefined {
  if (index === 0) return "lost-before";
  return index > 11 ? { delayMs: 60_000 } : undefined;
}

async function openPage(url: string): Promise<Page> {
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
  });
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1440, height: 630 } });
  await page.goto(url);
  return page;
}

describe.skipIf(redisPath === undefined || executablePath === undefined)("with a Redis and a browser", () => {
  test("bull-board shows a run under way, and nobody who is in it", async () => {
    const store = await STORES.find(({ kind }) => kind === "Redis")?.start();
    if (store === undefined) throw new Error("there is no store for Redis");
    onTestFinished(() => store.stop());
    const api = await batchApi({ trouble: underWay });
    const { options, work } = runOn(store, { queue: "campaigns", runId: "pickup-2026-03" });
    await enqueueBulk(people(240), { ...options, unresolved: "resend" });
    const queue = new Queue(options.queue, { connection: { url: store.url } });
    onTestFinished(() => queue.close());
    work(api);
    // A worker that is closed waits for its responses, which only the end of the API brings.
    onTestFinished(() => api.close());
    const counts = { completed: 11, active: 4, delayed: 1, waiting: 8 };
    await expect.poll(() => queue.getJobCounts(), { timeout: 20_000 }).toMatchObject(counts);
    const server = boardOf(queue).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));

    const page = await openPage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/queues`);
    await page.getByRole("navigation").getByRole("link", { name: "campaigns" }).click();

    await page.getByRole("heading", { name: "campaigns", level: 1 }).waitFor();
    for (const tab of ["Completed 11", "Active 4", "Delayed 1", "Waiting 8"]) {
      await page.getByRole("link", { name: tab }).waitFor();
    }
    await page
      .getByRole("link", { name: /^pickup-2026-03-1\d$/ })
      .first()
      .waitFor();
    const text = await page.locator("body").textContent();
    expect(text).toContain('runId:"pickup-2026-03"');
    expect(text).not.toMatch(/person-|Ada|Hello/);
    mkdirSync(SHOTS, { recursive: true });
    await page.screenshot({ path: `${SHOTS}bull-board.png` });
  });
});
