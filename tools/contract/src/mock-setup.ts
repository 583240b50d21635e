import { join } from "node:path";
import { startMock } from "@sinch-fetch/mock";
import type { TestProject } from "vitest/node";
import { COVERAGE_FOLDER } from "./coverage-file.ts";
import type {} from "./mock-urls.ts";

/** Starts one mock for a test run, for vitest's `globalSetup`; tests find it by `mockUrls()`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...urls } = await startMock();
  project.provide("mock", urls);
  project.provide("coverageFolder", join(project.config.root, COVERAGE_FOLDER));
  return close;
}
