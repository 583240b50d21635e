import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const entry = fileURLToPath(new URL("../src/mock.ts", import.meta.url));

/** Opens a mock in a process of its own; says whether Prism is loaded, before a request and after it. */
const PROGRAM = `
  import { createRequire } from "node:module";
  import { openMock } from ${JSON.stringify(entry)};
  const { cache } = createRequire(${JSON.stringify(entry)});
  const isPrismLoaded = () => Object.keys(cache).some((file) => file.includes("prism-http"));
  const mock = await openMock();
  const before = isPrismLoaded();
  await fetch(mock.conversation + "/v1/projects/my-project/apps", { headers: { authorization: "Bearer token" } });
  console.log(JSON.stringify([before, isPrismLoaded()]));
  await mock.close();
`;

test("listens before Prism is loaded, which the first request does", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", PROGRAM]);

  expect(JSON.parse(stdout)).toEqual([false, true]);
});
