/** Serves the worker of the first argument's bundle in workerd, with the second argument's bindings, on a free port. */
import { readFile } from "node:fs/promises";
import { Miniflare } from "miniflare";

const [bundle, bindings] = process.argv.slice(2);
const contents = await readFile(bundle, "utf8");
const miniflare = new Miniflare({
  modules: [{ type: "ESModule", path: "worker.js", contents }],
  bindings: JSON.parse(bindings),
  compatibilityDate: "2026-07-01",
  // Otherwise it asks Cloudflare where this machine is.
  cf: false,
  host: "127.0.0.1",
  port: 0,
});
process.send(Number((await miniflare.ready).port));
process.once("disconnect", () => miniflare.dispose());
