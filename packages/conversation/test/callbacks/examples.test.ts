import { readdirSync, readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { EXAMPLES, ExampleProject, type RunningExample } from "./example-project.ts";
import { signedNow } from "./signed.ts";

const secret = "marble-otter-42";
const env = { SINCH_WEBHOOK_SECRET: secret };
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const shown = Object.fromEntries(
  [...readme.matchAll(/^```ts file=(\S+)\n(.*?)^```$/gms)].map(([, file, program]) => [file, program]),
);
let project: ExampleProject;

beforeAll(async () => {
  project = await ExampleProject.create();
});

afterAll(() => project?.remove());

test.each(readdirSync(EXAMPLES))("the README shows %s as it is", (example) => {
  expect(shown[`test/callbacks/examples/${example}`]).toBe(readFileSync(new URL(example, EXAMPLES), "utf8"));
});

describe.each([
  { framework: "Hono", start: () => project.start("hono.ts", env) },
  { framework: "Next", start: () => project.startNext("next.ts", env) },
  { framework: "Express", start: () => project.start("express.ts", env) },
  { framework: "node:http", start: () => project.start("node-http.ts", env) },
])("the example for $framework", ({ start }) => {
  let server: RunningExample;

  beforeAll(async () => {
    server = await start();
  }, 180_000);

  afterAll(() => server?.stop());

  // A connection for each request: a server need not read on when it has refused a body that is too long.
  const request = (init: RequestInit) =>
    fetch(server.url, { ...init, headers: { connection: "close", ...init.headers } });
  const send = async (body: BodyInit, headers: Record<string, string>) =>
    (await request({ method: "POST", headers, body, duplex: "half" } as RequestInit)).status;

  test("handles what Sinch signed", async () => {
    const body = '{"app_id":"kayak","message_delivery_report":{"message_id":"01JCTM9D5N","status":"READ"}}';

    expect(await send(body, signedNow(body))).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain("01JCTM9D5N READ\n"));
  });

  test("checks the bytes that came, however they are laid out", async () => {
    const text = '{"text_message" : {"text": "\\u00c5 f\u00e5r \ud83d\udef6 1.0"}}';
    const body = `{\r\n\t"app_id":"", "n": 1.0e2 ,"message": {"contact_message":${text}}}\n`;

    expect(await send(body, signedNow(body))).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain("\u00c5 f\u00e5r \ud83d\udef6 1.0\n"));
  });

  test("answers 200 to what it has no use for", async () => {
    const body = '{"app_id":"kayak","poll_notification":{"votes":3}}';

    expect(await send(body, signedNow(body))).toBe(200);
  });

  test.each([
    { given: "signed by another", headers: (body: string) => signedNow(body, { secret: "other" }) },
    { given: "signed over another body", headers: () => signedNow('{"app_id":"canoe"}') },
    { given: "signed long ago", headers: (body: string) => signedNow(body, { timestamp: "1770110127" }) },
    { given: "not signed", headers: () => ({}) },
  ])("refuses what is $given", async ({ headers }) => {
    const body = '{"app_id":"kayak","message_delivery_report":{"message_id":"forged","status":"READ"}}';

    expect(await send(body, headers(body))).toBe(401);
    expect(server.output()).not.toContain("forged");
  });

  test("refuses an empty body", async () => {
    expect(await send("", {})).toBe(401);
  });

  test("refuses a body of more than 1 MiB", async () => {
    const body = JSON.stringify({ message: { id: "x".repeat(1_048_576) } });

    expect(await send(body, signedNow(body))).toBe(413);
  });

  test("survives a body of more than 1 MiB whose length is not announced", async () => {
    const pieces = Readable.from(Array(64).fill(new Uint8Array(65_536)));
    const cut = await send(Readable.toWeb(pieces) as BodyInit, {}).catch(() => 413);
    const body = '{"app_id":"kayak"}';

    expect(cut).toBe(413);
    expect(await send(body, signedNow(body))).toBe(200);
  });

  test("takes no other method", async () => {
    const { status } = await request({ method: "GET" });

    expect([404, 405]).toContain(status);
  });
});
