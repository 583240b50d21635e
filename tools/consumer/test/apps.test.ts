import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Mock, startMock } from "@sinch-fetch/mock";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { COMPILERS, compile } from "../src/compiler.ts";
import { ENVIRONMENT, type InstalledMock, startInstalledMock } from "../src/installed-mock.ts";
import { copyCallingApp, NEXT_VERSIONS, NextProject } from "../src/next-project.ts";
import { CODE_BLOCKS } from "../src/readme.ts";
import { startOnFreePort } from "../src/recipe-project.ts";
import type { RunningServer } from "../src/running-server.ts";
import { runProgram, THIS_NODE } from "../src/runtime.ts";
import { WEBHOOK_SECRET } from "../src/signed-callback.ts";
import { copyWholeApp, tsc, wholeApp } from "../src/whole-app.ts";

const project = inject("project");
const page = CODE_BLOCKS.filter(({ readme }) => readme === "tools/docs/guide/apps.md");
const FILES = ["sinch", "receive", "server", "app/messages/route", "app/callbacks/route", "lambda", "local"];
/** What `create-next-app` writes into `tsconfig.json`. */
const NEXT_SETTINGS = {
  target: "ES2017",
  lib: ["dom", "dom.iterable", "esnext"],
  skipLibCheck: true,
  module: "esnext",
  moduleResolution: "bundler",
  isolatedModules: true,
  types: ["node"],
};
const identity = "46700000001";
let folder: string;
let compilation: string;

beforeAll(async () => {
  folder = await wholeApp(project, "whole-app", page.find(({ language }) => language === "json")?.text ?? "");
  compilation = await tsc(folder);
}, 300_000);

/** What the guide says to set before an app is started. */
function environment(mock: Mock): Record<string, string> {
  return {
    ...ENVIRONMENT,
    SINCH_WEBHOOK_SECRET: WEBHOOK_SECRET,
    SINCH_CONVERSATION_URL: mock.conversation,
    SINCH_TOKEN_URL: `${mock.auth}/oauth2/token`,
  };
}

async function startNext(mock: Mock): Promise<RunningServer> {
  const version = NEXT_VERSIONS.at(-1);
  if (!version) throw new Error("NEXT_VERSIONS is empty");
  const app = await NextProject.create(project, version, {}, {}, copyWholeApp);
  await app.build();
  return app.start(environment(mock));
}

test("the page shows each file of the apps", () => {
  const shown = page.flatMap(({ file }) => (file === undefined ? [] : [file]));

  expect(shown).toEqual(FILES.map((name) => `../../../tools/consumer/apps/${name}.ts`));
});

test("the apps for Node compile with the settings that the page shows", () => {
  expect(compilation).toBe("");
});

test.each(COMPILERS)("the apps of Next compile by its own settings under $name", async (compiler) => {
  const sources = join(project, "..", `next-sources-${compiler.name.replaceAll(" ", "-")}`);
  for (const [name, copy] of Object.entries({ whole: copyWholeApp, calling: copyCallingApp })) {
    await mkdir(join(sources, name), { recursive: true });
    await copy(join(sources, name));
  }
  await symlink(join(project, "node_modules"), join(sources, "node_modules"));

  expect(
    await compile(compiler, sources, { name: "next", compilerOptions: NEXT_SETTINGS, include: ["**/*.ts"] }),
  ).toEqual([]);
});

describe.each([
  { app: "Express", start: (mock: Mock) => startOnFreePort(join(folder, "server.ts"), environment(mock)) },
  {
    app: "Express, compiled,",
    start: (mock: Mock) => startOnFreePort(join(folder, "dist/server.js"), environment(mock)),
  },
  { app: "Lambda", start: (mock: Mock) => startOnFreePort(join(folder, "local.ts"), environment(mock)) },
  { app: "Next", start: startNext },
])("the app of the guide for $app", ({ start }) => {
  let mock: Mock;
  let server: RunningServer;

  beforeAll(async () => {
    mock = await startMock();
    server = await start(mock);
    await createWebhook(mock, `${server.url}/callbacks`);
  }, 300_000);

  afterAll(async () => {
    await server?.stop();
    await mock?.close();
  });

  test("sends, and receives its reports and a reply", async () => {
    const response = await fetch(`${server.url}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ to: identity, text: "Is six fine?" }),
    });
    const sent = await response.json();
    await vi.waitFor(() => expect(server.output()).toContain(`${sent.message_id} DELIVERED\n`), 10_000);
    mock.world.reply({ channel: "SMS", identity, text: "Yes" });

    await vi.waitFor(() => expect(server.output()).toContain("received Yes\n"), 10_000);
    expect(mock.world.messages({ identity }).map(({ app_message }) => app_message?.text_message?.text)).toEqual([
      "Is six fine?",
      undefined,
    ]);
  });

  test("refuses a callback that is not signed", async () => {
    const response = await fetch(`${server.url}/callbacks`, { method: "POST", body: "{}" });

    expect(response.status).toBe(401);
  });
});

describe("a program of the guide that only sends", () => {
  let mock: InstalledMock;

  beforeAll(async () => {
    mock = await startInstalledMock(project);
    // The first call of an operation takes the mock seconds on a busy machine, and a function waits for four.
    await sendTo(mock);
  });

  afterAll(() => mock?.close());

  test.each([
    {
      file: "sending-lambda",
      use: 'import { handler } from "./dist/sending-lambda.js"; console.log(await handler({ contactId: "01J" }));',
    },
    {
      file: "sending-worker",
      use: [
        'import worker from "./dist/sending-worker.js";',
        'const request = new Request("https://localhost/", { method: "POST", body: \'{"contactId":"01J"}\' });',
        "console.log(await (await worker.fetch(request, process.env)).json());",
      ].join("\n"),
    },
    {
      file: "nest-provider",
      use: [
        'import { conversationProvider } from "./dist/nest-provider.js";',
        'const send = { app_id: "01J", recipient: { contact_id: "01J" }, message: { text_message: { text: "hi" } } };',
        "console.log(await conversationProvider.useFactory().messages.send(send));",
      ].join("\n"),
    },
  ])("$file sends when it is used, and not when it is loaded", async ({ file, use }) => {
    const where = { routes: mock.routes, env: ENVIRONMENT };
    await writeFile(join(folder, `use-${file}.js`), use);
    await writeFile(join(folder, `load-${file}.js`), `import "./dist/${file}.js";`);

    const loaded = await runProgram(THIS_NODE, join(folder, `load-${file}.js`), { ...where, routes: {} });
    const used = await runProgram(THIS_NODE, join(folder, `use-${file}.js`), where);

    expect(loaded).toEqual({ exit: 0, stdout: "", stderr: "" });
    expect(used).toEqual({ exit: 0, stdout: expect.stringContaining("message_id"), stderr: "" });
    expect(CODE_BLOCKS.filter((block) => block.file?.endsWith(`/apps/${file}.ts`))).toHaveLength(1);
  });
});

/** Sends a message without a client. */
async function sendTo({ routes }: InstalledMock): Promise<void> {
  const response = await fetch(`${routes["https://eu.conversation.api.sinch.com"]}/v1/projects/any/messages:send`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: '{"app_id":"01J","recipient":{"contact_id":"01J"},"message":{"text_message":{"text":"hi"}}}',
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Gives the app a webhook, as the option `--webhook` does. */
async function createWebhook(mock: Mock, target: string): Promise<void> {
  const { SINCH_PROJECT_ID, SINCH_APP_ID } = ENVIRONMENT;
  const response = await fetch(`${mock.conversation}/v1/projects/${SINCH_PROJECT_ID}/webhooks`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: JSON.stringify({
      app_id: SINCH_APP_ID,
      target,
      secret: WEBHOOK_SECRET,
      target_type: "HTTP",
      triggers: ["MESSAGE_DELIVERY", "MESSAGE_INBOUND"],
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}
