import { readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { COMPILERS } from "../src/compiler.ts";
import { ENVIRONMENT } from "../src/installed-mock.ts";
import { NEXT_VERSIONS, NextProject } from "../src/next-project.ts";
import { CODE_BLOCKS } from "../src/readme.ts";
import { postSigned, RecipeProject } from "../src/recipe-project.ts";
import type { RunningServer } from "../src/running-server.ts";
import { signedHeaders, WEBHOOK_SECRET } from "../src/signed-callback.ts";
import { openSmallRedis, type SmallRedis } from "../src/small-redis.ts";

const env = { SINCH_WEBHOOK_SECRET: WEBHOOK_SECRET };
const FOLDER = "tools/consumer/recipes";
const RECIPES = readdirSync(join(REPOSITORY, FOLDER)).filter((name) => name.endsWith(".ts"));
let project: RecipeProject;

beforeAll(async () => {
  project = await RecipeProject.create(inject("project"));
}, 300_000);

/** Builds an app of the newest Next around its recipe, without the secret at hand, and starts it. */
async function startNext(): Promise<RunningServer> {
  const version = NEXT_VERSIONS.at(-1);
  if (!version) throw new Error("NEXT_VERSIONS is empty");
  const app = await NextProject.create(inject("project"), version, ENVIRONMENT, {});
  await app.build();
  const { url, output, stop } = await app.start(env);
  return { url: `${url}/callbacks`, output, stop };
}

/** The compiler alone reads the reference. */
const isCode = (line: string) => line !== "" && !line.startsWith("/// ");

test.each(RECIPES)("a README shows %s, in at most 12 lines of code", (recipe) => {
  const shown = CODE_BLOCKS.filter(({ file }) => file === `../../${FOLDER}/${recipe}`);

  expect(shown.map(({ text }) => text.split("\n").filter(isCode).length <= 12)).toEqual([true]);
});

test.each(COMPILERS)("the recipes compile under $name", ({ name }) => {
  expect(project.diagnostics[name]?.map(({ text }) => text)).toEqual([]);
});

describe.each([
  { framework: "node:http", start: () => project.start("recipes/node-http", env) },
  { framework: "Express", start: () => project.start("recipes/express", env) },
  { framework: "Fastify", start: () => project.start("recipes/fastify", env) },
  { framework: "NestJS with rawBody", start: () => project.start("recipes/hosts/nest", env) },
  { framework: "Hono", start: () => project.start("recipes/hono", env) },
  { framework: "Next", start: startNext },
  { framework: "Lambda", start: () => project.start("recipes/hosts/lambda", env) },
  { framework: "Cloudflare", start: () => project.startWorker("recipes/cloudflare", env) },
])("the recipe for $framework", ({ start }) => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await start();
  }, 300_000);

  afterAll(() => server?.stop());

  test("handles what Sinch signed", async () => {
    const body = '{"app_id":"kayak","message_delivery_report":{"message_id":"01JCTM9D5N","status":"READ"}}';

    expect((await postSigned(server.url, body)).status).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain("01JCTM9D5N READ\n"), 10_000);
  });

  test.each(["application/json", "application/octet-stream"])("checks the bytes that came as %s", async (type) => {
    const text = `{"text_message" : {"text": "\\u00c5 f\u00e5r \ud83d\udef6 ${type} 1.0"}}`;
    const body = `{\r\n\t"app_id":"", "n": 1.0e2 ,"message": {"contact_message":${text}}}\n`;
    const headers = { ...signedHeaders(body), "content-type": type };

    expect((await fetch(server.url, { method: "POST", headers, body })).status).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain(`\u00c5 f\u00e5r \ud83d\udef6 ${type} 1.0\n`), 10_000);
  });

  test("takes a body with a byte order mark", async () => {
    const body = '\ufeff{"app_id":"kayak","message_delivery_report":{"message_id":"marked","status":"READ"}}';

    expect((await postSigned(server.url, body)).status).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain("marked READ\n"), 10_000);
  });

  test("handles a body of half a MiB", async () => {
    const message = { contact_message: { text_message: { text: `${"x".repeat(524_288)} is long` } } };

    expect((await postSigned(server.url, JSON.stringify({ app_id: "kayak", message }))).status).toBe(200);
    await vi.waitFor(() => expect(server.output()).toContain("x is long\n"), 10_000);
  });

  test("responds with 200 to what it has no use for", async () => {
    expect((await postSigned(server.url, '{"app_id":"kayak","poll_notification":{"votes":3}}')).status).toBe(200);
  });

  test.each([
    { given: "signed by another", headers: (body: string) => signedHeaders(body, { secret: "other" }) },
    { given: "signed over another body", headers: () => signedHeaders('{"app_id":"canoe"}') },
    { given: "signed long ago", headers: (body: string) => signedHeaders(body, { timestamp: 1_770_110_127 }) },
    { given: "not signed", headers: () => ({ "content-type": "application/json" }) },
  ])("refuses what is $given", async ({ headers }) => {
    const body = '{"app_id":"kayak","message_delivery_report":{"message_id":"forged","status":"READ"}}';

    const response = await fetch(server.url, { method: "POST", headers: headers(body), body });

    expect(response.status).toBe(401);
    expect(server.output()).not.toContain("forged");
  });

  test("refuses an empty body", async () => {
    expect((await fetch(server.url, { method: "POST" })).status).toBe(401);
  });

  // Over connections of their own: a server need not read on when it has refused a body that is too long.
  test("refuses a body of more than 1 MiB", async () => {
    const { status } = await postSigned(server.url, JSON.stringify({ message: { id: "x".repeat(1_048_576) } }));

    expect(status).toBe(413);
  });

  test("survives a body of more than 1 MiB whose length is not announced", async () => {
    const pieces = Readable.toWeb(Readable.from(Array(64).fill(new Uint8Array(65_536)))) as BodyInit;
    const headers = { ...signedHeaders(""), connection: "close" };
    const init = { method: "POST", headers, body: pieces, duplex: "half" } as RequestInit;
    const cut = await fetch(server.url, init)
      .then(({ status }) => status)
      .catch(() => 413);

    expect(cut).toBe(413);
    expect((await postSigned(server.url, '{"app_id":"kayak"}')).status).toBe(200);
  });

  test("takes no other method", async () => {
    expect([404, 405]).toContain((await fetch(server.url)).status);
  });
});

describe("the recipe for Lambda", () => {
  test.each(["GET", "HEAD"])("responds with 405 to a %s that has a body", async (method) => {
    const server = await project.start("recipes/hosts/lambda", env);

    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(server.url, { method, headers: { "content-length": "2" } });
      request.once("response", (response) => resolve(response.resume().statusCode)).once("error", reject);
      request.end("{}");
    });
    await server.stop();

    expect(status).toBe(405);
    expect(server.output()).toBe("");
  });

  test("says what is wrong with an event of payload format 1.0", async () => {
    const server = await project.start("recipes/hosts/lambda", { ...env, PAYLOAD_FORMAT: "1.0" });

    const { status } = await postSigned(server.url, '{"app_id":"kayak"}');
    await server.stop();

    expect(status).toBe(500);
    expect(server.output()).toContain("Error: the payload format is 1.0, expected 2.0\n");
    expect(server.output()).not.toContain("TypeError");
  });
});

test.each(["node-http", "express", "fastify", "hono"])(
  "the recipe %s prints one line when it listens",
  async (name) => {
    const server = await project.start(`recipes/${name}`, env);

    await vi.waitFor(
      () => expect(server.output()).toMatch(/^callbacks: http:\/\/127\.0\.0\.1:\d+(\/callbacks)?\n$/),
      10_000,
    );
    await server.stop();
  },
);

describe.each([
  { where: "behind express.json()", program: "recipes/hosts/express-behind-json" },
  { where: "in NestJS without rawBody", program: "recipes/hosts/nest" },
])("$where", ({ program }) => {
  test("a callback gets 500, and one error says what to do", async () => {
    const server = await project.start(program, { ...env, RAW_BODY: "no" });

    const { status } = await postSigned(server.url, '{"app_id":"kayak"}');
    await server.stop();

    expect(status).toBe(500);
    expect(server.output().match(/a parser has read the body of the callback.*express\.json\(\)/g)).toHaveLength(1);
  });
});

const report = (message_id: string, status: string) =>
  JSON.stringify({ app_id: "kayak", message_delivery_report: { message_id, status } });

describe("two hosts with the nonce store on Redis", () => {
  let redis: SmallRedis;
  let one: RunningServer;
  let two: RunningServer;

  beforeAll(async () => {
    redis = await openSmallRedis();
    const start = () => project.start("recipes/hosts/redis", { ...env, REDIS_URL: redis.url });
    [one, two] = await Promise.all([start(), start()]);
  });

  afterAll(async () => {
    await Promise.all([one?.stop(), two?.stop()]);
    redis?.close();
  });

  test("handle one delivery once, also while one of them is at it", async () => {
    const post = ({ url }: RunningServer) => postSigned(url, report("m-1", "READ"), { nonce: "n-1" });

    const first = post(one);
    await vi.waitFor(() => expect(one.output()).toContain("begins m-1\n"), 10_000);
    const meanwhile = await post(two);
    await fetch(one.url);

    expect([meanwhile.status, (await first).status, (await post(two)).status]).toEqual([503, 200, 200]);
    expect(two.output()).not.toContain("begins m-1");
    expect(redis.commands.filter(([name]) => name !== "EXISTS")).toEqual([
      ["SET", "sinch:claim.n-1", "1", "PX", expect.stringMatching(/^(3\d{4}|40000)$/), "NX"],
      ["SET", "sinch:claim.n-1", "1", "PX", expect.stringMatching(/^(3\d{4}|40000)$/), "NX"],
      ["SET", "sinch:n-1", "1", "PX", expect.stringMatching(/^(2\d{5}|300000)$/), "NX"],
      ["DEL", "sinch:claim.n-1"],
    ]);
  });

  test("handle again what failed", async () => {
    const post = ({ url }: RunningServer) => postSigned(url, report("m-2", "FAILED"), { nonce: "n-2" });

    expect([(await post(one)).status, (await post(two)).status]).toEqual([500, 500]);
    expect(one.output()).toContain("begins m-2\n");
    expect(two.output()).toContain("begins m-2\n");
  });
});

test("an event that comes again under a new nonce is handled once", async () => {
  const server = await project.start("recipes/hosts/once-per-event", env);
  const bodies = [report("m-3", "DELIVERED"), report("m-3", "DELIVERED"), report("m-3", "READ")];

  const statuses: number[] = [];
  for (const body of bodies) statuses.push((await postSigned(server.url, body)).status);
  await server.stop();

  expect(statuses).toEqual([200, 200, 200]);
  expect(server.output()).toBe("m-3 DELIVERED\nm-3 READ\n");
});
