// The job that may publish runs this file, and has nothing installed: it imports what Node has, and files beside it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { packedReleases } from "./publish-plan.ts";

const [packed] = process.argv.slice(2);
if (packed === undefined) throw new Error("usage: node tools/release/src/publish.ts <folder of changeset pack>");

const registry = (process.env.npm_config_registry ?? "https://registry.npmjs.org/").replace(/\/?$/, "/");

// Nothing of an archive is unpacked or run. One that is published already, with the same bytes, is passed over, so that a
// run that broke off can run again.
for (const { name, version, tag, tarball } of packedReleases(process.cwd(), packed)) {
  const release = `${name}@${version}`;
  const published = await publishedIntegrity(name, version);
  if (published === undefined) {
    const args = ["publish", tarball, "--registry", registry, "--tag", tag, "--access", "public", "--ignore-scripts"];
    // Meanwhile this process must notice when the registry closes the connection that it asks over.
    const [status] = await once(spawn("npm", args, { stdio: "inherit" }), "exit");
    if (status !== 0) throw new Error(`${release} was not published: npm failed`);
    console.log(`published ${release}`);
  } else if (published === integrityOf(tarball)) console.log(`${release} is published already`);
  else throw new Error(`${release} is published already, with other content`);
}

/** What the registry says of a version's archive; `undefined` where it has no such version. */
async function publishedIntegrity(name: string, version: string): Promise<string | undefined> {
  const response = await fetch(`${registry}${name.replace("/", "%2f")}/${version}`, {
    signal: AbortSignal.timeout(30_000),
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`the registry responds with ${response.status} for ${name}@${version}`);
  const { dist } = (await response.json()) as { dist: { integrity: string } };
  return dist.integrity;
}

function integrityOf(tarball: string): string {
  return `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
}
