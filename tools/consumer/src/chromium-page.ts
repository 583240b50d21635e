/**
 * Runs the trial in a page in Chromium. Arguments: the path of Chromium, that of the page's script, and the places as
 * JSON. Prints the findings as JSON.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import type { TrialPlaces } from "./trial/places.ts";
import type { TrialFindings } from "./trial/trial.ts";

const [executablePath = "", script = "", places = ""] = process.argv.slice(2);
const code = await readFile(script);
const server = createServer((request, response) => {
  const isScript = request.url === "/trial.js";
  response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
  response.end(isScript ? code : '<!doctype html><script type="module" src="/trial.js"></script>');
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: "load" });
  const run = (given: TrialPlaces): Promise<TrialFindings> =>
    (globalThis as typeof globalThis & { trial(places: TrialPlaces): Promise<TrialFindings> }).trial(given);
  console.log(JSON.stringify(await page.evaluate(run, JSON.parse(places))));
} finally {
  await browser.close();
  server.close();
}
