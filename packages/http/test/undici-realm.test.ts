import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { undiciFetch } from "../src/undici.ts";
import { httpServer } from "./local-server.ts";

/** What Jest gives a program: classes of its own under the names of the platform's. */
const realm = createContext({});
const inRealm = (code: string) => runInContext(code, realm);

/** A server that responds with the `x-a` and the bytes that it was sent. */
const echo = () =>
  httpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(JSON.stringify({ a: request.headers["x-a"], bytes: [...Buffer.concat(chunks)] }));
  });

test.each([
  { kind: "an ArrayBuffer", body: inRealm("new Uint8Array([1, 2, 3]).buffer") },
  { kind: "a Uint8Array", body: inRealm("new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)") },
  { kind: "a DataView", body: inRealm("new DataView(new Uint8Array([0, 1, 2, 3, 4]).buffer, 1, 3)") },
])("undiciFetch sends $kind of another realm", async ({ body }) => {
  const response = await undiciFetch()(await echo(), { method: "POST", body });

  expect(await response.json()).toMatchObject({ bytes: [1, 2, 3] });
});

test.each([
  { kind: "Headers", headers: inRealm("(class Headers { *[Symbol.iterator]() { yield ['x-a', 'b'] } })") },
  { kind: "pairs", headers: inRealm("(class extends Array { constructor() { super(['x-a', 'b']) } })") },
  { kind: "an object", headers: inRealm("(class { constructor() { this['x-a'] = 'b' } })") },
])("undiciFetch takes $kind of another realm", async ({ headers: Kind }) => {
  const response = await undiciFetch()(await echo(), { headers: new Kind() });

  expect(await response.json()).toMatchObject({ a: "b" });
});

test("undiciFetch ends with a reason of another realm", async () => {
  const reason: unknown = inRealm("new Error('left')");
  const controller = new AbortController();
  const url = await httpServer(() => controller.abort(reason));

  const failed = await undiciFetch()(url, { signal: controller.signal }).catch((error: unknown) => error);

  expect(failed).toBe(reason);
});
