// Adds up the test reports of all packages and tools: "N passed, N failed", after a line or two on each test that
// failed, since the end of a long log is what is kept of it. A step that is not a test (lint, types, packaging) has no
// report, so a run that failed without a failed test counts one.
import { readdir, readFile } from "node:fs/promises";

const status = Number(process.argv[2]);
let passed = 0;
let failed = 0;
for (const group of ["packages", "tools"]) {
  for (const name of await readdir(group)) {
    const report = await readFile(`${group}/${name}/node_modules/.test-report.json`, "utf8").catch(() => undefined);
    if (report === undefined) continue;
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(report);
    passed += numPassedTests;
    failed += numFailedTests;
    for (const file of testResults) describeFailures(`${group}/${name}`, file);
  }
}
if (status !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);

function describeFailures(folder, { name, status, message, assertionResults }) {
  const path = name.slice(name.lastIndexOf(`/${folder}/`) + 1);
  const tests = assertionResults.filter((result) => result.status === "failed");
  for (const { fullName, failureMessages } of tests) {
    const [reason] = failureMessages[0].split("\n    at ");
    console.log(`FAILED ${path}: ${fullName}\n${reason}`);
  }
  // A file that could not be loaded has no tests.
  if (status === "failed" && tests.length === 0) console.log(`FAILED ${path}\n${message}`);
}
