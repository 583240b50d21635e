import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, programForTests } from "@sinch-fetch/workspace";
import type { TestProject } from "vitest/node";
import { buildSite } from "../src/build-site.ts";
import { serve } from "./static-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    site: string;
    siteUrl: string;
    /** The path of a browser; empty where there is none, so that its tests are skipped. */
    chromium: string;
  }
}

/** Where the site is served: below a path, as a site that shares its host with others. */
const BASE = "/some/where/";

/** Builds the site once, and serves it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide("chromium", programForTests(chromium) ?? "");
  const site = await mkdtemp(join(tmpdir(), "docs-"));
  await buildSite(site, BASE);
  const { url, close } = await serve(site, BASE);
  project.provide("site", site);
  project.provide("siteUrl", url);
  return async () => {
    close();
    await rm(site, { recursive: true });
  };
}
