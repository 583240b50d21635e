/**
 * Runs a worker in workerd, as of the first argument's compatibility date: gives it the second argument's bundle, posts it
 * the third argument, prints its response.
 */
import { readFile } from "node:fs/promises";
import { Miniflare } from "miniflare";

const [compatibilityDate, bundle, text] = process.argv.slice(2);
const contents = await readFile(bundle, "utf8");
const miniflare = new Miniflare({
  modules: [{ type: "ESModule", path: "worker.js", contents }],
  // No compatibility with Node. The mock is in reach: miniflare lets a worker ask any address, this machine's too.
  compatibilityDate,
  // Otherwise it asks Cloudflare where this machine is.
  cf: false,
});
try {
  const response = await miniflare.dispatchFetch("http://localhost/", { method: "POST", body: text });
  console.log(await response.text());
} finally {
  await miniflare.dispose();
}
