/** Runs a worker in workerd: gives it the first argument's bundle, posts it the second argument, prints its answer. */
import { readFile } from "node:fs/promises";
import { Miniflare } from "miniflare";

const [bundle, text] = process.argv.slice(2);
const contents = await readFile(bundle, "utf8");
const miniflare = new Miniflare({
  modules: [{ type: "ESModule", path: "worker.js", contents }],
  // No compatibility with Node. The mock is in reach: miniflare lets a worker ask any address, this machine's too.
  compatibilityDate: "2026-01-01",
  // Otherwise it asks Cloudflare where this machine is.
  cf: false,
});
try {
  const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: text });
  console.log(await response.text());
} finally {
  await miniflare.dispose();
}
