import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APIS } from "../src/description/apis.ts";
import type { Operation } from "../src/description/operation.ts";
import { curlLine } from "../src/exchange/curl.ts";
import { type Api, type Mock, startMock } from "../src/index.ts";
import { operationsOf } from "./operations.ts";

/** Reads a command as a shell would, as far as curlLine() goes, and sends what curl would. */
async function run(command: string): Promise<Response> {
  const words = [...command.matchAll(/'((?:[^']|'\\'')*)'|[^\s\\]+/g)].map(
    ([word, quoted]) => quoted?.replaceAll("'\\''", "'") ?? word,
  );
  const after = (flag: string) => words.flatMap((word, i) => (words[i - 1] === flag ? [word] : []));
  const headers = new Headers(
    after("-H").map((line): [string, string] => [line.split(": ")[0] ?? "", line.split(": ")[1] ?? ""]),
  );
  const [user] = after("-u");
  if (user !== undefined) headers.set("authorization", `Basic ${btoa(user)}`);
  const [body] = after("-d");
  const url = words.find((word) => word.startsWith("http://")) ?? expect.unreachable(`no URL in ${command}`);
  return fetch(url, { method: after("-X")[0] ?? "GET", headers, ...(body !== undefined && { body }) });
}

let mock: Mock<Api, false>;

beforeAll(async () => {
  mock = await startMock({ stateful: false });
});
afterAll(() => mock.close());

describe("curlLine", () => {
  test.each(APIS)("writes a command that the %s API accepts, for each of its operations", async (api) => {
    for (const operation of await operationsOf(api)) {
      const answer = await run(curlLine(mock[api], operation));
      expect([operation.iid, answer.status]).toEqual([operation.iid, 200]);
    }
  });

  test("gives what the query must hold, and quotes it", async () => {
    const parameter = { in: "query", schema: { type: "string" } };
    const parameters = [
      { ...parameter, name: "key", required: true, example: "a&b" },
      { ...parameter, name: "size", example: "7" },
    ];
    const [operation] = await getHttpOperationsFromSpec({
      openapi: "3.1.0",
      info: { title: "Things", version: "1" },
      paths: { "/things": { get: { parameters, responses: {} } } },
    });

    expect(operation && curlLine("http://127.0.0.1:1", operation)).toBe(
      "curl -X GET 'http://127.0.0.1:1/things?key=a%26b'",
    );
  });

  test("quotes for the shell", () => {
    const example = { id: "e", key: "only", value: { text: "it's" } };
    const contents = [{ id: "c", mediaType: "application/json", examples: [example] }];
    const operation: Operation = {
      id: "o",
      method: "post",
      path: "/things/{id}",
      responses: [],
      request: { body: { id: "b", contents } },
    };

    expect(curlLine("http://127.0.0.1:1", operation)).toBe(
      `curl -X POST http://127.0.0.1:1/things/1 \\\n  -H 'Content-Type: application/json' \\\n  -d '{"text":"it'\\''s"}'`,
    );
  });
});
