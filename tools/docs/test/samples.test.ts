import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { type Api, type Exchange, type Mock, startMock } from "@sinch-fetch/mock";
import { createTemplatesClient } from "@sinch-fetch/templates";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SETUP } from "../src/descriptions/api-index.ts";
import { type DocumentedOperation, documentedApis, examplesOf } from "../src/descriptions/documented-apis.ts";
import { commandLineSample } from "../src/samples/command-line.ts";
import { curlSample } from "../src/samples/curl.ts";
import { callbackSample, typescriptSample } from "../src/samples/typescript.ts";

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const TSC = join(require.resolve("@typescript/native/package.json"), "../bin/tsc");
const CLI = require.resolve("@sinch-fetch/cli/package.json").replace("package.json", "dist/cli.js");
const APIS: readonly Api[] = ["conversation", "batch", "templates", "auth"];

const apis = (await documentedApis()).filter(({ name }) => APIS.some((api) => api === name));
const operations = apis.flatMap(({ operations, description, hasClient }) =>
  operations.map((operation) => ({ operation, description, hasClient })),
);
const callbacks = apis.flatMap((api) => api.callbacks);
const samples = operations
  .filter(({ hasClient }) => hasClient)
  .flatMap(({ operation, description }) => {
    const [, ...further] = examplesOf(operation.body);
    const texts = [
      typescriptSample(operation, description),
      ...further.map(({ value }) => typescriptSample(operation, description, value)),
    ];
    return texts.map((text, index) => ({ operation, text, file: `${fileOf(operation)}-${index}` }));
  });

let folder: string;
let mock: Mock<Api, false>;
const exchanges: Exchange[] = [];

beforeAll(async () => {
  // Within the package, where the packages are found that the samples import.
  folder = await mkdtemp(fileURLToPath(new URL("../node_modules/.samples-", import.meta.url)));
  mock = await startMock({ stateful: false, onExchange: (exchange) => exchanges.push(exchange) });
});

afterAll(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

function fileOf({ api, name }: DocumentedOperation): string {
  return `${api}-${name.replaceAll(/\W+/g, "-")}`;
}

test("every sample in TypeScript compiles after the setup", async () => {
  await writeFile(join(folder, "setup.ts"), SETUP);
  const imports = 'import { batch, conversation, templates } from "./setup.ts";\n\nexport {};\n';
  for (const { text, file } of samples) await writeFile(join(folder, `${file}.ts`), `${imports}${text}\n`);
  for (const callback of callbacks) await writeFile(join(folder, `${fileOf(callback)}.ts`), callbackSample(callback));
  const compilerOptions = {
    strict: true,
    module: "nodenext",
    target: "es2022",
    noEmit: true,
    types: ["node"],
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  };
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));

  const { stdout } = await run(process.execPath, [TSC, "--project", folder, "--pretty", "false"]).catch(
    (error) => error,
  );

  expect(stdout).toBe("");
});

describe("in the run", () => {
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;

  test.each(samples)("$file calls its operation as it is described", async ({ operation, text }) => {
    const options = { projectId: "my-project", auth: bearer("my-token") };
    const clients = {
      conversation: createConversationClient({ ...options, baseUrl: mock.conversation }),
      batch: createBatchClient({ ...options, baseUrl: mock.batch }),
      templates: createTemplatesClient({ ...options, baseUrl: mock.templates }),
    };
    exchanges.length = 0;

    await new AsyncFunction(...Object.keys(clients), "console", text)(...Object.values(clients), { log() {} });

    expect(exchanges.map(({ operationId, violations }) => ({ operationId, violations }))).toContainEqual({
      operationId: operation.object.operationId,
      violations: [],
    });
  });
});

test.each(operations.map((one) => ({ ...one, name: `${one.operation.api} ${one.operation.name}` })))(
  "the command of $name sends what it is described to take",
  async ({ operation, description }) => {
    const { headers, ...request } = await requestOf(curlSample(operation, description));
    const { pathname, search } = new URL(request.url);
    exchanges.length = 0;

    const response = await fetch(`${mock[operation.api as Api]}${pathname}${search}`, { ...request, headers });

    expect(response.status).toBeLessThan(300);
    expect(exchanges.map(({ operationId, violations }) => [operationId, violations])).toEqual([
      [operation.object.operationId, []],
    ]);
  },
);

const commands = operations.flatMap(({ operation, description }) => {
  const command = commandLineSample(operation, description);
  return command === undefined ? [] : [{ operation, command }];
});

test.each(commands)("$command asks for its operation", async ({ operation, command }) => {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, "sinch-fetch"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`, { mode: 0o755 });
  await writeFile(join(folder, "people.csv"), "identity,channel,name\n+12025550143,SMS,Ada\n");
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder,
    SINCH_PROJECT_ID: "my-project",
    SINCH_APP_ID: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
    SINCH_KEY_ID: "my-key",
    SINCH_KEY_SECRET: "my-secret",
    SINCH_TOKEN_URL: `${mock.auth}/oauth2/token`,
    SINCH_CONVERSATION_URL: mock.conversation,
    SINCH_BATCH_URL: mock.batch,
    SINCH_TEMPLATES_URL: mock.templates,
  };
  exchanges.length = 0;

  // The batch of the examples has gone out: the command looks it up, and has nothing to cancel.
  const isTooLate = command.includes("batch cancel");
  const running = run("sh", ["-c", command.includes("batch send") ? `${command} --yes` : command], {
    cwd: folder,
    env,
  });
  await (isTooLate ? expect(running).rejects.toThrow("none can be cancelled") : running);

  expect(exchanges.map(({ operationId, violations }) => ({ operationId, violations }))).toContainEqual({
    operationId: isTooLate ? "Batch_GetBatchStatus" : operation.object.operationId,
    violations: [],
  });
});

/** What curl would send, as a shell hands its arguments to it. */
async function requestOf(command: string): Promise<{ url: string; method: string; headers: Headers; body?: string }> {
  const env = {
    SINCH_PROJECT_ID: "my-project",
    SINCH_ACCESS_TOKEN: "my-token",
    SINCH_KEY_ID: "my-key",
    SINCH_KEY_SECRET: "my-secret",
  };
  const { stdout } = await run("sh", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], { env });
  const values = stdout.split("\0").slice(0, -1);
  const request = { url: "", method: "", headers: new Headers() };
  let body: string | undefined;
  while (values.length > 0) {
    const value = values.shift() ?? "";
    if (!value.startsWith("-")) request.url = value;
    else if (value === "-X") request.method = values.shift() ?? "";
    else if (value === "-d") body = values.shift();
    else if (value === "-u") request.headers.set("authorization", `Basic ${btoa(values.shift() ?? "")}`);
    else if (value === "-H") request.headers.set(...((values.shift() ?? "").split(": ", 2) as [string, string]));
    else throw new Error(`the command has an option ${value}, which this test does not know`);
  }
  if (body !== undefined && !request.headers.has("content-type")) {
    request.headers.set("content-type", "application/x-www-form-urlencoded");
  }
  return { ...request, method: request.method || (body === undefined ? "GET" : "POST"), ...(body && { body }) };
}
