import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandResult } from "@sinch-fetch/workspace";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dependencyClosure } from "../src/dependency-closure.ts";
import { installedPath, pinnedVersion } from "../src/install-runtimes.ts";
import { type InstalledMock, startInstalledMock } from "../src/installed-mock.ts";
import { diskUsage } from "../src/npm-project.ts";
import { RUNTIMES } from "../src/runtime.ts";

const project = inject("project");
const NEWEST = { name: `Node ${pinnedVersion("node26")}`, path: installedPath("node26/bin/node") };

let mock: InstalledMock;
let command: string;
beforeAll(async () => {
  mock = await startInstalledMock(project);
  command = await realpath(join(project, "node_modules/@sinch-fetch/cli/dist/cli.js"));
});
afterAll(() => mock.close());

describe("npm install @sinch-fetch/cli", () => {
  test("brings fewer than 40 packages, which weigh less than 25 MB", async () => {
    const folders = await dependencyClosure(project, "@sinch-fetch/cli");
    const sizes = await Promise.all(folders.map(diskUsage));

    expect(folders.length).toBeLessThan(40);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25_000_000);
  });

  test.each([...RUNTIMES, NEWEST])(
    "sends a CSV in a folder with a space, with a HOME that cannot be written, on $name",
    async ({ name, path }) => {
      const folder = join(project, "..", `cli on ${name}`);
      await mkdir(folder);
      await writeFile(join(folder, "people.csv"), "identity,channel,name\n+46700000001,SMS,Ada\n");
      await writeFile(join(folder, "a file"), "");
      const { routes } = mock;
      const env = {
        ...{ PATH: process.env.PATH, HOME: join(folder, "a file") },
        ...{ SINCH_PROJECT_ID: "p", SINCH_KEY_ID: "k", SINCH_KEY_SECRET: "s", SINCH_APP_ID: "a" },
        SINCH_CONVERSATION_URL: routes["https://us.conversation.api.sinch.com"],
        SINCH_BATCH_URL: routes["https://us.conversationbatch.api.sinch.com"],
        SINCH_TOKEN_URL: `${routes["https://auth.sinch.com"]}/oauth2/token`,
      };
      const args = ["batch", "send", "people.csv", "--text", "Hello ${name}", "--yes", "--json"];

      const { exit, stdout, stderr } = await commandResult([path, command, ...args], { cwd: folder, env });

      expect({ exit, error: /error|warning/i.exec(stderr) }).toEqual({ exit: 0, error: null });
      expect(JSON.parse(stdout)).toMatchObject({ accepted: 1, batches: 1 });
    },
  );
});
