import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject } from "vitest";
import type { CoverageFile } from "./tally.ts";

/** Base URLs of the mock of a client's test run. */
export interface MockUrls {
  /** Of the API that the client is for. */
  readonly api: string;
  /** Of the token endpoint. */
  readonly auth: string;
}

declare module "vitest" {
  /** What `mock-setup` provides to the tests of a run. */
  interface ProvidedContext {
    mock: MockUrls;
    coverageFolder: string;
  }
}

/** Base URLs of the mock that `mock-setup` started for this test run. */
export const mockUrls = (): MockUrls => inject("mock");

/**
 * Leaves what a suite covered for the count over all packages. For suites in a package whose vitest has `mock-setup` as
 * its `globalSetup`; any other writes such a file into `node_modules/.contract-coverage` of its package.
 *
 * @param suite Name of the suite, unique in its package.
 */
export async function recordCoverage(suite: string, coverage: CoverageFile): Promise<void> {
  const folder = inject("coverageFolder");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${suite}.json`), `${JSON.stringify(coverage, null, 1)}\n`);
}
