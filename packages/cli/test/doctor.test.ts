import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { APP_ID, openStage, runCli, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("finds all well, a line for each check", async () => {
  await stage.run(["send", "--to", "+46700000001", "--channel", "SMS", "--text", "Hello"]);

  const ended = await stage.run(["doctor"]);

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(
    ended.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/).slice(0, 2)),
  ).toEqual([
    ["ok", "credentials"],
    ["ok", "token"],
    ["ok", "clock"],
    ["ok", "app"],
    ["ok", "queue"],
    ["ok", "batch API"],
  ]);
});

test("says what to do without credentials, and goes no further", async () => {
  const ended = await runCli(stage.folder, ["doctor", "--json"]);

  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(JSON.parse(ended.stdout)).toMatchObject({
    check: "credentials",
    state: "fail",
    text: expect.stringContaining("run sinch-fetch login"),
  });
});

const FAULTS: readonly (readonly [string, string, number, RegExp])[] = [
  ["a refused key", "OAuth2_CreateToken", 401, /^FAIL {2}token +.*check the key id and the key secret$/m],
  [
    "apps that may not be read",
    "App_ListApps",
    403,
    /^FAIL {2}app +.*the key is not allowed to do this in the project$/m,
  ],
  ["a Batch API that fails", "Batch_GetBatchStatus", 403, /^FAIL {2}batch API +/m],
];

test.each(FAULTS)("finds %s", async (_title, operation, status, line) => {
  const fault = stage.mock.world.fault({ kind: "status", operation, status });

  const ended = await stage.run(["doctor", "--app", APP_ID]);
  fault.remove();

  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(line);
});

/** Leads requests for the hosts of Sinch elsewhere, as an option of Node. */
function routed(routes: Readonly<Record<string, string>>): string {
  const program = `const routes=${JSON.stringify(routes)};const real=fetch;globalThis.fetch=(input,init)=>{
    const url=new URL(input.url??input);const to=routes[url.origin];
    return real(to?new Request(to+url.pathname+url.search,init??input):input,init)}`;
  return `--import data:text/javascript,${encodeURIComponent(program)}`;
}

test("finds the region of an app", async () => {
  const { SINCH_CONVERSATION_URL: _, ...env } = stage.env;
  const hosts = {
    "https://us.conversation.api.sinch.com": `${await statusServer(404)}`,
    "https://eu.conversation.api.sinch.com": stage.mock.conversation,
    "https://br.conversation.api.sinch.com": `${await statusServer(404)}`,
  };
  await stage.run(["send", "--to", "+46700000001", "--channel", "SMS", "--text", "Hello"]);

  const ended = await runCli(stage.folder, ["doctor"], { env: { ...env, NODE_OPTIONS: routed(hosts) } });

  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^FAIL {2}app +\S+ is not in region us: it is in region eu: set SINCH_REGION=eu$/m);
});

test("finds a clock that is wrong", async () => {
  const behind = await statusServer(200, { date: new Date(Date.now() - 3_600_000).toUTCString() });

  const ended = await runCli(stage.folder, ["doctor"], { env: { ...stage.env, SINCH_TOKEN_URL: behind } });

  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(/^FAIL {2}clock +36\d\d s ahead: set it/m);
});

/** A server with one response: that of the token endpoint, or an error. */
async function statusServer(status: number, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ access_token: "a-token", expires_in: 3600, token_type: "bearer" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
