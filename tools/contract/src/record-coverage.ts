import { inject } from "vitest";
import { type CoverageFile, writeCoverage } from "./coverage-file.ts";

declare module "vitest" {
  interface ProvidedContext {
    coverageFolder: string;
  }
}

/**
 * Leaves what a suite covered for the count over all packages. For suites in a package whose vitest has `mock-setup` as
 * its `globalSetup`; any other writes such a file into `node_modules/.contract-coverage` of its package.
 *
 * @param suite Name of the suite, unique in its package.
 */
export function recordCoverage(suite: string, coverage: CoverageFile): Promise<void> {
  return writeCoverage(inject("coverageFolder"), suite, coverage);
}
