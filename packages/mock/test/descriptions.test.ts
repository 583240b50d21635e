import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APIS, type Api } from "../src/description/apis.ts";
import type { Operation } from "../src/description/operation.ts";
import { readDescription } from "../src/description-file.ts";
import { type Mock, startMock } from "../src/index.ts";
import { getHttpOperationsFromSpec } from "../src/prism/prism.ts";
import { HANDLERS } from "../src/world/operations.ts";
import { operationsOf } from "./operations.ts";
import { basic, bearer } from "./sample.ts";

interface Case {
  readonly api: Api;
  readonly operation: Operation;
}

const cases: readonly (readonly [string, Case])[] = await Promise.all(
  APIS.map(async (api) =>
    (await operationsOf(api)).map((operation) => [String(operation.iid), { api, operation }] as const),
  ),
).then((lists) => lists.flat());

let mock: Mock<Api, false>;

beforeAll(async () => {
  mock = await startMock({ stateful: false });
});
afterAll(() => mock.close());

function call({ api, operation }: Case, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const path = operation.path.replace(/\{([^}]*)\}/g, (_whole, name: string) => {
    const parameter = operation.request?.path?.find((one) => one.name === name);
    return encodeURIComponent(String(exampleValue(parameter?.examples?.[0]) ?? "01JCTM5W8Q3R7V2N9XB4KHDZ6A"));
  });
  const mediaType = operation.request?.body?.contents?.[0]?.mediaType;
  const isForm = mediaType === "application/x-www-form-urlencoded";
  const query = (operation.request?.query ?? []).filter(({ required }) => required);
  const search = new URLSearchParams(query.map((one) => [one.name, String(exampleValue(one.examples?.[0]) ?? "1")]));
  const init: RequestInit = {
    method: operation.method.toUpperCase(),
    headers: {
      ...(api === "auth" ? basic : bearer),
      ...(body !== undefined && mediaType !== undefined && { "content-type": mediaType }),
      ...headers,
    },
    ...(body !== undefined && {
      body: isForm ? new URLSearchParams(Object.entries(Object(body))) : JSON.stringify(body),
    }),
  };
  return fetch(`${mock[api]}${path}?${search}`, init);
}

function exampleValue(example: object | undefined): unknown {
  return example !== undefined && "value" in example ? example.value : undefined;
}

function bodies({ request }: Operation): readonly unknown[] {
  const examples = request?.body?.contents?.[0]?.examples ?? [];
  return examples.length > 0 ? examples.map(exampleValue) : [undefined];
}

describe.each(cases)("%s", (_name, one) => {
  test("accepts every documented body", async () => {
    for (const body of bodies(one.operation)) {
      const answer = await call(one, body);

      expect(answer.headers.get("sl-violations"), JSON.stringify(body)).toBeNull();
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).toBeLessThan(300);
    }
  });

  test("gives every documented answer on request, unchanged", async () => {
    const [body] = bodies(one.operation);
    for (const { code: documented, contents = [] } of one.operation.responses) {
      // What stands for any failure is asked for as one that no operation documents by itself.
      const code = documented === "default" ? "418" : documented;
      const examples = contents.flatMap(({ examples = [] }) => examples);
      for (const example of examples) {
        const answer = await call(one, body, { prefer: `code=${code}, example="${example.key}"` });

        expect([answer.status, await answer.json()]).toEqual([Number(code), exampleValue(example)]);
      }
      if (examples.length === 0) expect((await call(one, body, { prefer: `code=${code}` })).status).toBe(Number(code));
    }
  });

  test("refuses a request without credentials with 401 and a challenge", async () => {
    const answer = await call(one, bodies(one.operation)[0], { authorization: "" });

    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^(Basic|Bearer)/);
  });
});

const casesWithBody = cases.filter(([, { operation }]) => operation.request?.body !== undefined);

describe.each(casesWithBody)("%s", (_name, one) => {
  // A schema that Prism cannot compile accepts everything, without a word.
  test("refuses a body that it does not describe", async () => {
    const answer = await call(one, { no_such_field: "1" });

    // Prism drops unknown fields of a form, so that it is the missing ones that count there.
    expect([400, 422]).toContain(answer.status);
    expect(await answer.text()).toContain("request is not valid: body");
  });
});

test.each(APIS)("covers every operation of %s", async (api) => {
  const text = await readFile(new URL(`../descriptions/${api}.gen.json`, import.meta.url), "utf8");
  const paths: Record<string, Record<string, { operationId?: string }>> = JSON.parse(text).paths;
  const described = Object.values(paths).flatMap((item) => Object.values(item).flatMap((one) => one.operationId ?? []));

  const covered = cases.filter(([, one]) => one.api === api).map(([name]) => name);

  expect(covered.length).toBeGreaterThan(0);
  expect(covered.toSorted()).toEqual(described.toSorted());
});

test("a world responds to every operation, but for the token endpoint", () => {
  const examples = cases.map(([name]) => name).filter((name) => !HANDLERS.has(name));

  expect(examples).toEqual(["OAuth2_CreateToken"]);
  expect([...HANDLERS.keys()].filter((name) => !cases.some(([known]) => known === name))).toEqual([]);
});

test.each([...APIS, "mock"] as const)("reads an operation of %s alone as in the whole description", async (api) => {
  const { webhooks, ...description } = await readDescription(api);
  const whole = await getHttpOperationsFromSpec(structuredClone(description));

  expect(whole.length).toBeGreaterThan(0);
  expect((await operationsOf(api)).map(withoutTexts)).toEqual(whole.map(withoutTexts));
});

/** In a whole description, Prism gives one text of several to what is referred to from several places. */
function withoutTexts(operation: Operation): unknown {
  const isText = (name: string, value: unknown) => name === "description" && typeof value === "string";
  return JSON.parse(JSON.stringify(operation, (name, value) => (isText(name, value) ? undefined : value)));
}
