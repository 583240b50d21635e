import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { ALL_COMPILERS, compile } from "../src/compiler.ts";
import { RUNTIMES } from "../src/runtime.ts";

const project = inject("project");

/** A program in CommonJS that meets errors and pace of the ES modules' copy. */
const PROGRAM = `
const { bearer } = require("@sinch-fetch/auth");
const { createConversationClient, isApiError } = require("@sinch-fetch/conversation");
const { memoryNonceStore } = require("@sinch-fetch/conversation/callbacks");
const { createBatchClient } = require("@sinch-fetch/batch");
const { createTemplatesClient } = require("@sinch-fetch/templates");
const http = require("@sinch-fetch/http");

async function main() {
  const fetch = async () => Response.json({ error: { message: "no" } }, { status: 404 });
  const options = { projectId: "p", auth: bearer("t"), fetch };
  const failures = [];
  for (const { createConversationClient: create } of [{ createConversationClient }, await import("@sinch-fetch/conversation")]) {
    const client = create(options);
    failures.push(await client.apps.get("a").catch((error) => error));
    client.use({ onRequest() {} });
    failures.push((await client.GET("/apps")).response.status);
  }
  createBatchClient(options).messages;
  createTemplatesClient(options).templates;
  memoryNonceStore();
  const { isApiError: isApiErrorOfEsm, ApiError } = await import("@sinch-fetch/http");
  console.log(JSON.stringify({
    commonJs: [isApiError(failures[0]), isApiErrorOfEsm(failures[0]), failures[1]],
    esm: [isApiError(failures[2]), isApiErrorOfEsm(failures[2]), failures[3]],
    copies: ApiError === http.ApiError ? 1 : 2,
  }));
}
main();
`;

beforeAll(() => writeFile(join(project, "loads.cjs"), PROGRAM));

describe("require", () => {
  test.each(RUNTIMES)("loads the packages in $name, and guards know errors of both copies", async ({ path }) => {
    const output = await new Promise<string>((resolve) => {
      execFile(path, ["loads.cjs"], { cwd: project }, (_, stdout, stderr) => resolve(stdout + stderr));
    });

    expect(JSON.parse(output)).toEqual({ commonJs: [true, true, 404], esm: [true, true, 404], copies: 2 });
  });
});

describe("TypeScript", () => {
  const USE = `import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { type ConversationClient, createConversationClient, isApiError } from "@sinch-fetch/conversation";
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";
import { isChannel } from "@sinch-fetch/conversation/values";
import { resolveClientOptions } from "@sinch-fetch/http/client";
import { type Mock, startMock } from "@sinch-fetch/mock";

export const client: ConversationClient = createConversationClient({ projectId: "p", auth: bearer("t") });
export const batch = createBatchClient({ projectId: "p", auth: bearer("t") });
export const settings: typeof resolveClientOptions = resolveClientOptions;
export const handle = callbackHandler({ secret: "s", on: { MESSAGE_INBOUND({ message }) { console.log(message.id); } } });
export const mock: Promise<Mock> = startMock();
export const known: boolean = isChannel("SMS");
export const refused: boolean = isApiError(new Error("no"));
`;
  const ways = [
    { resolution: "node10", module: "commonjs", files: ["loads.ts"], only: "TypeScript 5" },
    { resolution: "node16", module: "node16", files: ["loads.cts", "loads.mts"], only: "TypeScript" },
    { resolution: "bundler", module: "esnext", files: ["loads.ts"], only: "TypeScript" },
  ];

  test.each(
    ways.flatMap(({ only, ...way }) =>
      ALL_COMPILERS.filter(({ name }) => name.startsWith(only)).map((compiler) => ({
        ...way,
        compiler,
        name: compiler.name,
      })),
    ),
  )("$name resolves them by $resolution from $files", async ({ resolution, module, files, compiler }) => {
    const folder = `loaders-${resolution}`;
    await mkdir(join(project, folder), { recursive: true });
    for (const file of files) await writeFile(join(project, folder, file), USE);

    const diagnostics = await compile(compiler, project, {
      name: folder,
      // The way with both kinds of files reads all declarations, and checks them for the others.
      compilerOptions: { module, moduleResolution: resolution, types: ["node"], skipLibCheck: files.length === 1 },
      include: [folder],
    });

    expect(diagnostics.map(({ text }) => text)).toEqual([]);
  });
});
