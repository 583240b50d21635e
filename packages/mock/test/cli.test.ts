import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { isSigned, openReceiver } from "./receiver.ts";
import { form, json } from "./sample.ts";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const SECRET = "marble-otter";
const children: ChildProcess[] = [];

afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

class Running {
  stdout = "";
  stderr = "";
  readonly exit: Promise<number | null>;
  readonly child: ChildProcess;

  constructor(...args: string[]) {
    const env = { ...process.env, SINCH_FETCH_MOCK_TEST_SECRET: SECRET };
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    children.push(child);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
    this.exit = new Promise((resolve) => child.once("close", resolve));
  }

  /** Waits until the output holds a text; fails with the output when the command ends before. */
  async prints(pattern: RegExp): Promise<RegExpExecArray> {
    let hasEnded = false;
    void this.exit.then(() => {
      hasEnded = true;
    });
    for (;;) {
      const found = pattern.exec(this.stdout);
      if (found !== null) return found;
      if (hasEnded) throw new Error(`ended without printing ${pattern}: ${this.stdout}${this.stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** A port with room after it: the APIs take fixed places. */
async function freeBase(): Promise<number> {
  for (;;) {
    const base = 20_000 + Math.floor(Math.random() * 10_000);
    const free = await Promise.all([0, 1, 2, 3, 4].map((offset) => isFree(base + offset)));
    if (free.every(Boolean)) return base;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createTcpServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

// Concurrent: each test waits for a process of its own.
describe.concurrent("the command", () => {
  test("prints the base URLs and a command to try, then a line for each request, until it is told to stop", async () => {
    const base = await freeBase();
    const run = new Running("--port", String(base));
    await run.prints(/Ctrl\+C/);

    const token = await fetch(`http://127.0.0.1:${base + 3}/oauth2/token`, form({ grant_type: "client_credentials" }));
    await fetch(`http://127.0.0.1:${base + 1}/v1/projects/p/messages`, json('{"password-of-mine": oops}'));
    await run.prints(/POST \/v1/);
    run.child.kill("SIGTERM");

    expect(token.status).toBe(200);
    expect(await run.exit).toBe(0);
    expect(run.stdout).toContain(`conversation  http://127.0.0.1:${base}\n`);
    expect(run.stdout).toContain(`batch         http://127.0.0.1:${base + 1}\n`);
    expect(run.stdout).toContain(`templates     http://127.0.0.1:${base + 2}\n`);
    expect(run.stdout).toContain(`auth          http://127.0.0.1:${base + 3}\n`);
    expect(run.stdout).toContain(`curl http://127.0.0.1:${base}/v1/projects/`);
    expect(run.stdout).toContain("Prefer: code=403");
    expect(run.stdout).toMatch(/^\d\d:\d\d:\d\d {2}200 {2}auth {2}POST \/oauth2\/token$/m);
    expect(run.stdout).toMatch(
      /^\d\d:\d\d:\d\d {2}400 {2}batch {2}POST \/v1\/projects\/p\/messages\n {10}body is not valid JSON/m,
    );
    expect(run.stdout).not.toContain("Basic ");
    expect(run.stdout).not.toContain("password-of-mine");
    expect(run.stderr).toBe("");
  });

  test("serves the APIs that are named and is quiet if told so", async () => {
    const run = new Running("--port", "0", "--apis", "auth", "--quiet");
    const [, url = ""] = await run.prints(/^auth {2}(http:\/\/127\.0\.0\.1:\d+)\n/);

    await fetch(`${url}/oauth2/token`, form({ grant_type: "client_credentials" }));
    run.child.kill("SIGINT");

    expect(await run.exit).toBe(0);
    expect(run.stdout).toMatch(new RegExp(`^auth  ${url}\ninbox  http://127\\.0\\.0\\.1:\\d+  \\(the page\\)\n$`));
  });

  test("says in one line that a port is in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;

    // A port near the end leaves no room for all APIs.
    const base = Math.min(port, 65531);
    const run = new Running("--port", String(base), "--apis", "conversation");
    const code = await run.exit;
    server.close();

    expect(code).toBe(1);
    expect(run.stderr).toBe(
      `sinch-fetch-mock: port ${base} is in use: stop what listens there, or choose another port with --port\n`,
    );
  });

  test.each([
    [
      ["--apis", "sms"],
      '--apis contains "sms", expected conversation, batch, templates or auth; --help lists the options',
    ],
    [["--loud"], "Unknown option '--loud'; --help lists the options"],
    [["--webhok", "x"], "Unknown option '--webhok' (did you mean --webhook?); --help lists the options"],
    [
      ["--webhook", "localhost:3000"],
      '--webhook is "localhost:3000", expected an http or https URL such as http://localhost:3000; --help lists the options',
    ],
    [["calback"], "Unexpected argument 'calback' (did you mean callback?); --help lists the options"],
    [["--port", "http"], '--port is "http", expected a whole number from 0 to 65531; --help lists the options'],
  ])("says in one line what is wrong with %j", async (args, want) => {
    const run = new Running(...args);

    expect(await run.exit).toBe(2);
    expect([run.stdout, run.stderr]).toEqual(["", `sinch-fetch-mock: ${want}\n`]);
  });

  test("says in one line that a host is not there", async () => {
    const run = new Running("--host", "192.0.2.1");

    expect(await run.exit).toBe(2);
    expect(run.stderr).toBe(
      'sinch-fetch-mock: --host is "192.0.2.1", expected an address of this machine; --help lists the options\n',
    );
  });

  test("sends a callback, and ends as the receiver answers", async () => {
    const [receiver, gone] = await Promise.all([openReceiver(), openReceiver()]);
    await gone.close();
    const args = ["callback", "--trigger", "MESSAGE_DELIVERY", "--secret-env", "SINCH_FETCH_MOCK_TEST_SECRET"];
    const accepted = new Running(...args, "--url", `${receiver.url}/callbacks`);
    const refused = new Running(...args, "--url", `${receiver.url}/401`);
    const unreachable = new Running("callback", "--trigger", "OPT_IN", "--url", gone.url);
    const wrong = new Running("callback", "--trigger", "OPT_IN");
    const help = new Running("callback", "--help");

    const runs = [accepted, refused, unreachable, wrong, help];
    const codes = await Promise.all(runs.map(({ exit }) => exit));
    await receiver.close();

    expect(codes).toEqual([0, 1, 1, 2, 0]);
    expect(accepted.stdout).toBe(`200  MESSAGE_DELIVERY  signed  ${receiver.url}/callbacks\n`);
    expect(refused.stdout).toBe(`401  MESSAGE_DELIVERY  signed  ${receiver.url}/401: answered with 401\n`);
    expect(unreachable.stderr).toBe(
      `sinch-fetch-mock: the receiver of OPT_IN at ${gone.url}/ cannot be reached: connect ECONNREFUSED ${new URL(gone.url).host}\n`,
    );
    expect(wrong.stderr).toBe("sinch-fetch-mock: --url is missing; --help lists the options\n");
    expect(help.stdout).toContain("--secret-env");
    expect([accepted.stderr, refused.stderr, unreachable.stdout, wrong.stdout]).toEqual(["", "", "", ""]);
    expect(receiver.received).toHaveLength(2);
    for (const one of receiver.received) expect(await isSigned(one, SECRET)).toBe(true);
  });

  test("prints its version and its options", async () => {
    const version = new Running("--version");
    const help = new Running("--help");

    expect([await version.exit, await help.exit]).toEqual([0, 0]);
    expect(version.stdout).toBe(`${manifest.version}\n`);
    for (const option of ["--apis", "--port", "--host", "--quiet"]) expect(help.stdout).toContain(option);
    expect(help.stdout).toContain("conversation 4010, batch 4011, templates 4012, auth 4013");
  });
});
