import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { COMPILERS, compile } from "../src/compiler.ts";
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
import { resolveClientOptions } from "@sinch-fetch/http/client";

export const client: ConversationClient = createConversationClient({ projectId: "p", auth: bearer("t") });
export const batch = createBatchClient({ projectId: "p", auth: bearer("t") });
export const settings: typeof resolveClientOptions = resolveClientOptions;
export const handle = callbackHandler({ secret: "s", on: { MESSAGE_INBOUND({ message }) { console.log(message.id); } } });
export const refused: boolean = isApiError(new Error("no"));
`;
  const ways = [
    { resolution: "node10", module: "commonjs", file: "loads.ts", only: "TypeScript 5" },
    { resolution: "node16", module: "node16", file: "loads.cts", only: "TypeScript" },
    { resolution: "node16", module: "node16", file: "loads.mts", only: "TypeScript" },
    { resolution: "bundler", module: "esnext", file: "loads.ts", only: "TypeScript" },
  ];

  test.each(
    ways.flatMap(({ only, ...way }) =>
      COMPILERS.filter(({ name }) => name.startsWith(only)).map((compiler) => ({
        ...way,
        compiler,
        name: compiler.name,
      })),
    ),
  )("$name resolves them by $resolution from $file", async ({ resolution, module, file, compiler }) => {
    const folder = `loaders-${resolution}-${file.replace(".", "-")}`;
    await mkdir(join(project, folder), { recursive: true });
    await writeFile(join(project, folder, file), USE);

    const diagnostics = await compile(compiler, project, {
      name: `${folder}-${compiler.name.replaceAll(" ", "-")}`,
      compilerOptions: { module, moduleResolution: resolution, types: ["node"] },
      include: [folder],
    });

    expect(diagnostics.map(({ text }) => text)).toEqual([]);
  });
});
