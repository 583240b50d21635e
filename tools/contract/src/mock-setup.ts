import { basename, join } from "node:path";
import { type Api, startMock } from "@sinch-fetch/mock";
import type { TestProject } from "vitest/node";
import { COVERAGE_FOLDER } from "./tally.ts";
import type {} from "./test-run.ts";

/**
 * Starts one mock for a test run, for vitest's `globalSetup`; tests find it by `mockUrls()`.
 *
 * It serves the API that the package is named after, and the token endpoint. The package's `turbo.json` names these two
 * descriptions as what its tests depend on.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { root } = project.config;
  const api = basename(root) as Api;
  const { close, ...urls } = await startMock({ apis: [api, "auth"], stateful: false });
  project.provide("mock", { api: urls[api], auth: urls.auth });
  project.provide("coverageFolder", join(root, COVERAGE_FOLDER));
  return close;
}
