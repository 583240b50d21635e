import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandResult, runCommand } from "@sinch-fetch/workspace";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { diskUsage, installByNpm } from "../src/npm-project.ts";
import { RUNTIMES } from "../src/runtime.ts";

const project = inject("project");
let folder: string;
let output: string;

/** Sends to a mock, and prints what came back. */
const SEND = `
const mock = await startMock({ apis: ["conversation"] });
const response = await fetch(mock.conversation + "/v1/projects/p/messages:send", {
  method: "POST",
  headers: { authorization: "Bearer token", "content-type": "application/json" },
  body: JSON.stringify({ app_id: "a", recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "+46701234567" }] } }, message: { text_message: { text: "hi" } } }),
});
const refused = await fetch(mock.conversation + "/v1/projects/p/messages:send", {
  method: "POST",
  headers: { authorization: "Bearer token", "content-type": "application/json" },
  body: JSON.stringify({ app_id: "a", recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: "+46701234567" }] } }, message: {} }),
});
await mock.close();
console.log(JSON.stringify([response.status, typeof (await response.json()).message_id, refused.status]));
`;

const PROGRAMS = {
  "send.mjs": `import { startMock } from "@sinch-fetch/mock";${SEND}`,
  "send.cjs": `const { startMock } = require("@sinch-fetch/mock");\n(async () => {${SEND}})();`,
};

beforeAll(async () => {
  ({ folder, output } = await installByNpm(project, "@sinch-fetch/mock"));
  for (const [file, program] of Object.entries(PROGRAMS)) await writeFile(join(folder, file), program);
});

describe("npm install @sinch-fetch/mock", () => {
  test("installs one package, with no script to run and nothing to warn of", () => {
    expect(output).toMatch(/^added 1 package\b/m);
    expect(output).not.toMatch(/warn|script|deprecated/i);
  });

  test("weighs 25 MB at most", async () => {
    expect(await diskUsage(join(folder, "node_modules"))).toBeLessThanOrEqual(25_000_000);
  });

  test("brings the licences of what is within it", async () => {
    const licenses = await readFile(join(folder, "node_modules/@sinch-fetch/mock/dist/THIRD-PARTY-LICENSES"), "utf8");

    for (const name of ["@stoplight/prism-http", "@faker-js/faker", "lodash", "ajv", "fnv-plus"]) {
      expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|Apache-2.0)\\)$`, "m"));
    }
    expect(licenses).toContain("Permission is hereby granted, free of charge");
    expect(licenses).not.toContain("undefined");
  });

  // One Node is enough for the ES modules, which load what the others do.
  const ways = RUNTIMES.flatMap((runtime, index) =>
    index === 0
      ? [
          { ...runtime, file: "send.mjs" },
          { ...runtime, file: "send.cjs" },
        ]
      : [{ ...runtime, file: "send.cjs" }],
  );

  test.each(ways)("responds to $file in $name, which warns of nothing", async ({ path, file }) => {
    const { exit, stdout, stderr } = await commandResult([path, file], { cwd: folder });

    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual([200, "string", 400]);
  });

  test("runs its command", async () => {
    const command = join(folder, "node_modules/.bin/sinch-fetch-mock");

    expect(await runCommand([command, "--version"], { cwd: folder })).toMatch(/^\d+\.\d+\.\d+$/m);
  });
});
