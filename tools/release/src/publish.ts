// The job that may publish runs this file, and has nothing installed: it imports what Node has, and files beside it.
import { publishPacked } from "./publish-packed.ts";
import { packedReleases } from "./publish-plan.ts";

const [packed] = process.argv.slice(2);
if (packed === undefined) throw new Error("usage: node tools/release/src/publish.ts <folder of changeset pack>");

const registry = process.env.npm_config_registry ?? "https://registry.npmjs.org/";
await publishPacked(packedReleases(process.cwd(), packed), registry.replace(/\/?$/, "/"), console.log);
