// Adds up the test reports of all packages and tools: "N passed, N failed". A step that is not a test (lint, types,
// packaging) has no report, so a run that failed without a failed test counts one.
import { readdir, readFile } from "node:fs/promises";

const status = Number(process.argv[2]);
let passed = 0;
let failed = 0;
for (const group of ["packages", "tools"]) {
  for (const name of await readdir(group)) {
    const report = await readFile(`${group}/${name}/node_modules/.test-report.json`, "utf8").catch(() => undefined);
    if (report === undefined) continue;
    const { numPassedTests, numFailedTests } = JSON.parse(report);
    passed += numPassedTests;
    failed += numFailedTests;
  }
}
if (status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
