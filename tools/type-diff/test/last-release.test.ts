import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { installReleases, lastRelease } from "../src/last-release.ts";
import { put } from "./releases.ts";

const NAME = "@sinch-fetch/http";
const temporary = mkdtempSync(join(tmpdir(), "last-release-"));
const closings: (() => void)[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closings.splice(0)) close();
});
afterAll(() => rmSync(temporary, { recursive: true }));

/** A registry that answers everything alike, but for tarballs, of which it has one; `TARBALL` is its address. */
async function registry(status: number, body: object, tarball?: Buffer): Promise<void> {
  const server = createServer(({ url, headers }, response) => {
    const text = JSON.stringify(body).replace("TARBALL", `http://${headers.host}/package.tgz`);
    if (url?.endsWith(".tgz")) response.end(tarball);
    else response.writeHead(status, { "content-type": "application/json" }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  vi.stubEnv("npm_config_registry", `http://127.0.0.1:${port}/`);
  vi.stubEnv("npm_config_fetch_retries", "0");
  vi.stubEnv("npm_config_cache", join(temporary, "cache"));
}

test("the last release is what the registry calls the latest", async () => {
  const versions = { "1.0.0": { name: NAME, version: "1.0.0" }, "1.1.0": { name: NAME, version: "1.1.0" } };
  await registry(200, { name: NAME, "dist-tags": { latest: "1.0.0" }, versions });

  expect(await lastRelease(NAME)).toBe("1.0.0");
});

test("a package that the registry does not know has no last release", async () => {
  await registry(404, { error: "not found" });

  expect(await lastRelease(NAME)).toBeUndefined();
});

test("a registry that fails is no registry without the package", async () => {
  await registry(500, { error: "out of order" });

  await expect(lastRelease(NAME)).rejects.toThrow(/npm view @sinch-fetch\/http failed:[\s\S]*500/);
});

test("a machine without npm is told as that", async () => {
  vi.stubEnv("PATH", temporary);

  await expect(lastRelease(NAME)).rejects.toThrow(/npm view @sinch-fetch\/http failed:\n.*ENOENT/);
});

test("a release is installed as it is, in a project of its own", async () => {
  const folder = join(temporary, "package");
  put(join(folder, "package.json"), JSON.stringify({ name: NAME, version: "1.0.0" }));
  put(join(folder, "index.d.ts"), "export type A = string;");
  execFileSync("npm", ["pack", "--pack-destination", temporary], { cwd: folder, stdio: "ignore" });
  const tarball = readFileSync(join(temporary, "sinch-fetch-http-1.0.0.tgz"));
  const versions = { "1.0.0": { name: NAME, version: "1.0.0", dist: { tarball: "TARBALL" } } };
  await registry(200, { name: NAME, "dist-tags": { latest: "1.0.0" }, versions }, tarball);
  const project = join(temporary, "project");

  await installReleases(project, new Map([[NAME, "1.0.0"]]));

  expect(readFileSync(join(project, "node_modules", NAME, "index.d.ts"), "utf8")).toBe("export type A = string;");
});
