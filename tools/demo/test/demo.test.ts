import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Mock, startMock } from "@sinch-fetch/mock";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const account = {
  SINCH_PROJECT_ID: "project",
  SINCH_KEY_ID: "key-id",
  SINCH_KEY_SECRET: "a-very-secret-value",
  SINCH_APP_ID: "app",
  SINCH_REGION: "eu",
};

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the demo as a person would, with answers to type. */
function demo(options: {
  args?: string[];
  env?: Record<string, string>;
  type?: string;
  nodeArgs?: string[];
}): Promise<Run> {
  const { args = [], env = {}, type = "", nodeArgs = [] } = options;
  const child = spawn(process.execPath, [...nodeArgs, MAIN, ...args], { env: { PATH: process.env.PATH, ...env } });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  child.stdin.end(type);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...output })));
}

test("runs five operations against the mock and says how to do it with an account", async () => {
  const { code, stdout, stderr } = await demo({});

  expect(stderr).toBe("");
  expect(stdout.match(/^\S+ +200 +\d+ ms {2}(POST|DELETE|GET) \/v1\/projects\/demo\/\S+ → \S/gm)).toHaveLength(5);
  for (const name of Object.keys(account)) expect(stdout).toContain(`export ${name}=`);
  expect(stdout).toContain("demo --live");
  expect(stdout).toMatch(/replies: Thank you!\n {4}callback: MESSAGE_INBOUND Thank you!\n/);
  expect(stdout).toContain("callback: MESSAGE_DELIVERY DELIVERED on SMS");
  expect(stdout).toContain("callback: BATCH_STATUS_UPDATE BATCH_STATUS_CANCELLED");
  expect(stdout).toMatch(/^batch\.messages\.get .* → status CANCELLED$/m);
  expect(stdout).toMatch(/page with all of it: http:\/\/127\.0\.0\.1:\d+$/m);
  expect(code).toBe(0);
});

describe("--live", () => {
  const exchanges: string[] = [];
  let mock: Mock<"auth" | "batch" | "conversation", false>;
  let reroute: string;

  beforeAll(async () => {
    mock = await startMock({
      apis: ["auth", "batch", "conversation"],
      stateful: false,
      onExchange: ({ method, path, status }) => exchanges.push(`${method} ${path} ${status}`),
    });
    const hosts = {
      "auth.sinch.com": mock.auth,
      "eu.conversation.api.sinch.com": mock.conversation,
      "eu.conversationbatch.api.sinch.com": mock.batch,
    };
    const code = `
      const hosts = ${JSON.stringify(hosts)};
      const send = globalThis.fetch;
      globalThis.fetch = (input, init) => {
        const url = new URL(input);
        return send(hosts[url.host] + url.pathname + url.search, init);
      };`;
    reroute = `--import=data:text/javascript,${encodeURIComponent(code)}`;
  });
  afterAll(() => mock.close());

  test("names each variable that is missing", async () => {
    const { SINCH_APP_ID: _, ...env } = account;

    const { code, stderr } = await demo({ args: ["--live"], env });

    expect(stderr).toMatch(/missing:\n {2}SINCH_APP_ID {2}the id of a Conversation app/);
    expect(stderr).not.toContain("SINCH_KEY_ID");
    expect(code).toBe(1);
  });

  test("names a region that is none", async () => {
    const { code, stderr } = await demo({ args: ["--live"], env: { ...account, SINCH_REGION: "uk" } });

    expect(stderr).toBe('SINCH_REGION is "uk", expected us, eu or br\n');
    expect(code).toBe(1);
  });

  test.each([
    ["no phone number", "nobody\n"],
    ["no agreement", "46700000001\n\nno\n"],
    ["the end of the input", "46700000001\n"],
  ])("sends nothing after %s", async (_, type) => {
    exchanges.length = 0;

    const { code, stderr } = await demo({ args: ["--live"], env: account, type, nodeArgs: [reroute] });

    expect(stderr).toMatch(/nothing was sent/);
    expect(code).toBe(1);
    expect(exchanges).toEqual([]);
  });

  test("sends, schedules, cancels and looks up after agreement, and never prints the secret", async () => {
    exchanges.length = 0;

    const type = "46700000001\n\nsend\n";
    const { code, stdout, stderr } = await demo({ args: ["--live"], env: account, type, nodeArgs: [reroute] });

    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(exchanges).toEqual([
      "POST /oauth2/token 200",
      "POST /v1/projects/project/messages:send 200",
      "POST /v1/projects/project/messages 200",
      "DELETE /v1/projects/project/messages 200",
      expect.stringMatching(/^GET \/v1\/projects\/project\/messages\/\w+ 200$/),
    ]);
    expect(stdout).not.toContain(account.SINCH_KEY_SECRET);
  });

  test("injects into the conversation that was named", async () => {
    exchanges.length = 0;

    const type = "46700000001\nconversation-1\ncontact-1\nsend\n";
    const { code } = await demo({ args: ["--live"], env: account, type, nodeArgs: [reroute] });

    expect(code).toBe(0);
    expect(exchanges).toContain("POST /v1/projects/project/conversations/conversation-1:inject-message 200");
  });
});
