import { readOperations } from "@sinch-fetch/contract";
import { startMock } from "@sinch-fetch/mock";
import { afterAll, describe, expect, test, vi } from "vitest";
import { isAuthError, oauth2 } from "../../src/index.ts";
import { credentialOf, httpRequest } from "../http-request.ts";

const operations = await readOperations("auth");
const mock = await startMock({ apis: ["auth"], stateful: false });
afterAll(() => mock.close());

// No wait between the tries of a token request.
vi.spyOn(Math, "random").mockReturnValue(0);

/** Obtains a token from the mock, which is asked for one of its documented responses. */
function authorize(status: number): Promise<string | undefined> {
  const auth = oauth2({
    keyId: "key-id",
    keySecret: "key-secret",
    tokenUrl: `${mock.auth}/oauth2/token`,
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set("prefer", `code=${status}`);
      return fetch(url, { ...init, headers });
    },
  });
  let sent: string | undefined;
  return auth
    .authorize(httpRequest({ timeoutMs: 30_000 }), async (request) => {
      sent = credentialOf(request);
      return new Response();
    })
    .then(() => sent);
}

test("the description has one operation, the token request", () => {
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /oauth2/token"]);
});

const responses = operations.flatMap((operation) => operation.responses);

describe("an answer that the description documents", () => {
  test.each(responses.filter(({ status }) => status === 200))("gives the token, with $status", async (answer) => {
    const [example] = answer.examples.values();

    expect(await authorize(answer.status)).toBe(`Bearer ${Object(example).access_token}`);
  });

  test.each(responses.filter(({ status }) => status !== 200))("is an AuthError, with $status", async (answer) => {
    const [example] = answer.examples.values();

    const error: unknown = await authorize(answer.status).catch((reason: unknown) => reason);

    if (!isAuthError(error)) throw error;
    expect(error.status).toBe(answer.status);
    expect(error.error).toBe(Object(example).error);
    expect(error.outcome).toBe("not-sent");
  });
});
