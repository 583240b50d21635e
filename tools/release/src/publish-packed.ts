import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { PackedRelease } from "./publish-plan.ts";

/**
 * Publishes archives, one after the other, with the npm on the `PATH`; nothing of them is unpacked or run.
 *
 * A version that is there already, with the same bytes, is passed over, so that a run that broke off can run again.
 *
 * @param registry Its URL, with a slash at the end.
 * @param print Called with a line for each release.
 * @throws {Error} The registry has the version with other bytes, or npm failed; what follows is not published.
 */
export async function publishPacked(
  releases: readonly PackedRelease[],
  registry: string,
  print: (line: string) => void,
): Promise<void> {
  for (const { name, version, tag, tarball } of releases) {
    const release = `${name}@${version}`;
    const published = await publishedIntegrity(registry, name, version);
    if (published === undefined) {
      const args = ["publish", tarball, "--registry", registry, "--tag", tag, "--access", "public", "--ignore-scripts"];
      // Meanwhile this process must notice when the registry closes the connection that it asks over.
      const [status] = await once(spawn("npm", args, { stdio: "inherit" }), "exit");
      if (status !== 0) throw new Error(`${release} was not published: npm failed`);
      print(`published ${release}`);
    } else if (published === integrityOf(tarball)) print(`${release} is published already`);
    else throw new Error(`${release} is published already, with other content`);
  }
}

/** What the registry says of a version's archive; `undefined` where it has no such version. */
async function publishedIntegrity(registry: string, name: string, version: string): Promise<string | undefined> {
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
