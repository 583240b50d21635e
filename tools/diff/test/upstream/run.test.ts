import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { stringifyYaml } from "@redocly/openapi-core";
import { copyOfSpecs, replaceIn } from "@sinch-fetch/description/testing";
import { afterAll, describe, expect, test } from "vitest";
import { run } from "../../src/upstream/run.ts";
import { ownDescriptions } from "./cases/descriptions.ts";
import { edited } from "./cases/edit.ts";
import { closedServer, localServer } from "./local-server.ts";
import { vendorLike } from "./vendor-like.ts";

const MAIN = fileURLToPath(new URL("../../src/upstream/main.ts", import.meta.url));
const USAGE = /^usage: node tools\/diff\/src\/upstream\/main.ts /;
const MANNER = { openapi: "3.0.2", kinds: "alternatives", callbacks: "webhooks" } as const;
const RESPONSES = "paths > /oauth2/token > post > responses";

const folder = await mkdtemp(join(tmpdir(), "diff-upstream-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is missing here comes first. */
const report = (lines: readonly string[]): string =>
  `${lines.toReversed().join("\n")}\n\nauth: 2 to look at, 0 accepted\n`;

const vendors = new Map(
  [...(await ownDescriptions())].map(([name, { root }]): [string, unknown] => [name, vendorLike(root, MANNER)]),
);
const same = vendors.get("auth");
const changed = edited(edited(same, [`${RESPONSES} > 429`, undefined]), [
  `${RESPONSES} > 503`,
  { description: "Prose." },
]);
const LINES = ["POST /oauth2/token · response 429 · extra here", "POST /oauth2/token · response 503 · missing here"];

test("a description that does not differ: 0, and one line", async () => {
  const file = await put("auth.yaml", stringifyYaml(same));

  expect(await upstream(file, "--api", "auth")).toEqual({
    code: 0,
    stdout: "auth: 0 to look at, 0 accepted\n",
    stderr: "",
  });
});

test("a description that differs: 1, and its lines", async () => {
  const file = await put("auth-changed.json", JSON.stringify(changed));

  expect(await upstream(file, "--api", "auth")).toEqual({
    code: 1,
    stdout: report(LINES),
    stderr: "",
  });
});

test("differences that are accepted: 0; of some of them: 1, and JSON says which", async () => {
  const file = await put("auth-accepted.json", JSON.stringify(changed));
  const all = await put("all.yaml", LINES.map((line) => `- { difference: "${line}", reason: Known. }\n`).join(""));
  const one = await put(
    "one.yaml",
    '- { difference: "* · response 503 · *", reason: Known. }\n- { difference: Gone, reason: x }\n',
  );

  const [accepted, partly] = await Promise.all([
    upstream(file, "--api", "auth", "--accepted", all),
    upstream(file, "--api", "auth", "--accepted", one, "--json"),
  ]);

  expect(accepted).toEqual({ code: 0, stdout: "auth: 0 to look at, 2 accepted\n", stderr: "" });
  expect(partly).toMatchObject({ code: 1, stderr: "" });
  expect(JSON.parse(partly.stdout)).toEqual({
    api: "auth",
    differences: [
      { operation: "POST /oauth2/token", path: "response 429", kind: "extra-here", text: "extra here" },
      {
        operation: "POST /oauth2/token",
        path: "response 503",
        kind: "missing-here",
        text: "missing here",
        accepted: "Known.",
      },
    ],
    stale: ["Gone"],
  });
});

test("an entry of the list that fits no difference: 1, and its line", async () => {
  const file = await put("auth-stale.json", JSON.stringify(same));
  const list = await put("stale.yaml", "- { difference: '* · gone', reason: It was. }\n");

  expect(await upstream(file, "--api", "auth", "--accepted", list)).toEqual({
    code: 1,
    stdout: `${list}: fits no difference: * · gone\n\nauth: 0 to look at, 0 accepted\n`,
    stderr: "",
  });
});

test("without --api, the description that shares most operations is taken, with its list", async () => {
  const file = await put("some.json", JSON.stringify(vendors.get("batch")));

  const { code, stdout, stderr } = await upstream(file);

  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/^specs\/batch\/upstream-accepted.yaml: fits no difference: /m);
  expect(stdout).toMatch(/^batch: 0 to look at, 0 accepted$/m);
});

test("without --api, a description that breaks a rule stops nothing, unless it is the one that is taken", async () => {
  const root = await copyOfSpecs();
  await replaceIn(root, ["specs/auth/openapi.yaml", /operationId: \w+/, "operationId: no_shape"]);
  const [batch, auth] = await Promise.all([
    put("batch-alone.json", JSON.stringify(vendors.get("batch"))),
    put("auth-broken.json", JSON.stringify(same)),
  ]);

  const { code, stdout } = await upstream(batch, "--root", root);

  expect(code).toBe(1);
  expect(stdout).toMatch(/^batch: 0 to look at, 0 accepted$/m);
  await expectRefusal(await upstream(auth, "--root", root), /^specs\/auth\/openapi.yaml:\d+:\d+ /);
});

test("a description from a server on this machine, after a redirect", async () => {
  const address = await localServer((request, response) => {
    if (request.url === "/auth.json") response.end(JSON.stringify(changed));
    else response.writeHead(302, { location: "/auth.json" }).end();
  });

  const { code, stdout, stderr } = await upstream(`${address}/latest`, "--api", "auth");

  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toContain(LINES[0]);
});

test("the command exits with the code, and writes what there is", async () => {
  const file = await put("command.json", JSON.stringify(changed));

  const [differs, refused] = await Promise.all([
    commandLine(file, "--api", "auth"),
    commandLine(join(folder, "none.yaml")),
  ]);

  expect(differs).toEqual({ code: 1, stdout: report(LINES), stderr: "" });
  expect(refused).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/none.yaml cannot be read: ENOENT\n$/),
  });
});

describe("2, and one line that says why:", () => {
  test.each([
    { name: "no source", args: [], want: USAGE },
    { name: "two sources", args: ["a.yaml", "b.yaml"], want: USAGE },
    { name: "an unknown option", args: ["a.yaml", "--jsno"], want: USAGE },
    { name: "an empty option", args: ["a.yaml", "--api", ""], want: USAGE },
    { name: "an absent file", args: [join(folder, "none.yaml")], want: /none.yaml cannot be read: ENOENT$/ },
    { name: "a folder", args: [folder], want: / cannot be read: EISDIR$/ },
    {
      name: "an address of another kind",
      args: ["http://example.com/a"],
      want: /^http:\/\/example.com\/a: only https, /,
    },
  ])("$name", async ({ args, want }) => {
    await expectRefusal(await upstream(...args), want);
  });

  test("a file that is not a description", async () => {
    const file = await put("page.html", "<!doctype html>\n<p>Prose</p>\n");

    await expectRefusal(await upstream(file), /^page.html is not an OpenAPI description: /);
  });

  test("a page instead of a description, from a server", async () => {
    const address = await localServer((_, response) => void response.end("<!doctype html>\n<p>Prose</p>\n"));

    await expectRefusal(await upstream(`${address}/spec.yaml`), /^spec.yaml is not an OpenAPI description: /);
  });

  test("a reference that leads nowhere", async () => {
    const broken = edited(same, [`${RESPONSES} > 429`, { $ref: "#/components/responses/Gone" }]);
    const file = await put("broken.json", JSON.stringify(broken));

    await expectRefusal(await upstream(file, "--api", "auth"), /^broken.json: the reference #\S+ leads nowhere$/);
  });

  test("an API that is none of ours", async () => {
    const file = await put("voice.json", JSON.stringify(same));

    await expectRefusal(
      await upstream(file, "--api", "voice"),
      /^--api is one of conversation, batch, templates, auth, mock, not voice$/,
    );
  });

  test("a description that shares no operation with ours", async () => {
    const file = await put("other.json", '{ "openapi": "3.1.0", "paths": { "/calls": { "get": {} } } }');

    await expectRefusal(await upstream(file), /^no description here has an operation of it: give --api, one of /);
  });

  test("a description that two of ours share as much with", async () => {
    const paths = { "/v1/projects/{id}/messages": { get: {} } };
    const file = await put("between.json", JSON.stringify({ openapi: "3.1.0", paths }));

    await expectRefusal(await upstream(file), /^it may be conversation or batch: give --api$/);
  });

  test("a list that cannot be read", async () => {
    const file = await put("listed.json", JSON.stringify(same));

    await expectRefusal(
      await upstream(file, "--api", "auth", "--accepted", "none.yaml"),
      /^none.yaml cannot be read: ENOENT$/,
    );
  });

  test("a repository without descriptions", async () => {
    const file = await put("lonely.json", JSON.stringify(same));

    await expectRefusal(await upstream(file, "--root", folder), /^specs\/redocly.yaml:1:1 read: /);
  });

  test("a server that is gone", async () => {
    await expectRefusal(await upstream(`${await closedServer()}/a.yaml`), / cannot be reached: ECONNREFUSED$/);
  });
});

test("a fault of the tool is not a difference either", async () => {
  const file = await put("fault.json", JSON.stringify(same));
  const fault = new TypeError("a fault");
  const complaints: unknown[] = [];

  const code = await run([file, "--api", "auth"], {
    report: () => {
      throw fault;
    },
    complaint: (reason) => void complaints.push(reason),
  });

  expect({ code, complaints }).toEqual({ code: 2, complaints: [fault] });
});

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function expectRefusal({ code, stdout, stderr }: Outcome, want: RegExp): Promise<void> {
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^[^\n]+\n$/);
  expect(stderr.trimEnd()).toMatch(want);
  expect(stderr).not.toMatch(/prose/i);
}

async function upstream(...args: string[]): Promise<Outcome> {
  let [stdout, stderr] = ["", ""];
  const code = await run(args, {
    report: (text) => {
      stdout += text;
    },
    complaint: (reason) => {
      stderr += reason instanceof Error ? `${reason.stack}\n` : `${reason}\n`;
    },
  });
  return { code, stdout, stderr };
}

/** The same from the command line. */
async function commandLine(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const closed = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

async function put(name: string, content: string): Promise<string> {
  const file = join(folder, basename(name));
  await writeFile(file, content);
  return file;
}
