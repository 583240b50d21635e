import { type Auth, type BatchClient, createBatchClient } from "@sinch-fetch/batch";
import { expect, test } from "vitest";
import type { Rejection } from "../src/ledger/ledger.ts";
import { post } from "../src/protocol/post.ts";
import { MESSAGE, person } from "./people.ts";
import { chunkOf, PER_CHUNK } from "./simulation.ts";

/** A request that reached the service. */
interface Request {
  readonly authorization: string | null;
  readonly ids: readonly string[];
  readonly body: Record<string, unknown>;
}

/** A service that gives each request the same response. */
function serviceOf(respond: () => Response | never): { batch: BatchClient; requests: Request[] } {
  const requests: Request[] = [];
  const batch = createBatchClient({
    projectId: "p",
    baseUrl: "https://batch.test",
    auth: credentialOf("of the client"),
    fetch: async (_, init) => {
      const body = JSON.parse(await new Response(init?.body).text());
      const ids = body.recipient_and_params.map(({ recipient }: { recipient: { contact_id: string } }) => {
        return recipient.contact_id;
      });
      requests.push({ authorization: new Headers(init?.headers).get("authorization"), ids, body });
      return respond();
    },
  });
  return { batch, requests };
}

function credentialOf(token: string): Auth<"bearer"> {
  return {
    scheme: "bearer",
    authorize: (request, next) => next({ ...request, headers: { ...request.headers, authorization: token } }),
  };
}

/** The number of the chunk that is sent, of which not all positions are 0. */
const CHUNK = 2;
const FIRST = CHUNK * PER_CHUNK;

interface Given {
  readonly auth?: Auth<"bearer">;
  readonly request?: object;
  readonly isolated?: readonly Rejection[];
}

function send(batch: BatchClient, { auth = credentialOf("pinned"), request = {}, isolated = [] }: Given = {}) {
  return post({
    batch,
    credential: { auth, lifeMs: null },
    request: { ...MESSAGE, ...request },
    mark: "run/2/digest",
    attempt: 3,
    chunk: chunkOf(CHUNK),
    isolated,
  });
}

/** Sends a chunk to a service that gives one response. */
async function fared(respond: () => Response | never, given: Given = {}) {
  const { batch, requests } = serviceOf(respond);
  return { result: await send(batch, given), requests };
}

/** A response without a success. */
function refusal(status: number, body: object = {}, headers: Record<string, string> = {}): () => Response {
  return () => Response.json(body, { status, headers });
}

const naming = (...fields: readonly string[]) => ({
  details: [{ field_violations: fields.map((field) => ({ field, description: `${field} is unknown` })) }],
});

test("sends one request with the given credential, its recipients and its marks beside the caller's metadata", async () => {
  const { result, requests } = await fared(() => Response.json({ batch_id: "b1" }), {
    request: { batch_metadata: { campaign: "spring" }, correlation_id: "c" },
  });

  expect(result).toEqual({ fate: { outcome: "accepted", batchId: "b1" } });
  const ids = [person(FIRST), person(FIRST + 1), person(FIRST + 2)];
  expect(requests).toEqual([
    {
      authorization: "pinned",
      ids,
      body: {
        ...MESSAGE,
        correlation_id: "c",
        batch_metadata: {
          campaign: "spring",
          sinch_fetch_chunk: "run/2/digest",
          sinch_fetch_attempt: "run/2/digest/3",
        },
        recipient_and_params: ids.map((contact_id) => ({ recipient: { contact_id } })),
      },
    },
  ]);
});

test("leaves out the recipients that were refused before, and names others by their position in the input", async () => {
  const { result, requests } = await fared(refusal(400, naming("recipient_and_params[1]")), {
    isolated: [{ position: FIRST + 1, reason: "unknown" }],
  });

  expect(requests.map(({ ids }) => ids)).toEqual([[person(FIRST), person(FIRST + 2)]]);
  const reason = "recipient_and_params[1] is unknown";
  expect(result).toEqual({ fate: { outcome: "isolated", rejections: [{ position: FIRST + 2, reason }] } });
});

test("names each recipient that a 400 refuses, and no other", async () => {
  const fields = ["recipient_and_params[2]", "recipient_and_params[0]", "recipient_and_params[3]", "ttl"];
  const { result } = await fared(refusal(400, naming(...fields)));

  expect(result).toEqual({
    fate: {
      outcome: "isolated",
      rejections: [
        { position: FIRST, reason: "recipient_and_params[0] is unknown" },
        { position: FIRST + 2, reason: "recipient_and_params[2] is unknown" },
      ],
    },
  });
});

test.each([400, 413, 422])("takes a %i that names nobody for a refusal of the chunk", async (status) => {
  const { result, requests } = await fared(refusal(status, { message: "too much" }));

  expect(result).toEqual({ fate: { outcome: "rejected", reason: expect.stringContaining("too much") } });
  expect(requests).toHaveLength(1);
});

test.each([429, 401])("takes a %i for a request that reached nobody, and repeats nothing by itself", async (status) => {
  const { result, requests } = await fared(refusal(status, {}, { "retry-after": "7" }));

  expect(result).toEqual({
    fate: { outcome: "void", reason: expect.stringContaining(`${status}`) },
    error: expect.objectContaining({ status }),
    retryAfterMs: 7000,
    stop: false,
  });
  expect(requests).toHaveLength(1);
});

test.each([403, 404, 409, 302])("ends the run at a %i, which each chunk would meet", async (status) => {
  const { result } = await fared(refusal(status));

  expect(result).toEqual({
    fate: { outcome: "void", reason: expect.stringContaining(`${status}`) },
    error: expect.objectContaining({ status }),
    stop: true,
  });
});

test.each([408, 500, 503])("knows nothing after a %i, and asks once", async (status) => {
  const { result, requests } = await fared(refusal(status));

  expect(result).toEqual({ fate: undefined, reason: expect.stringContaining(`${status}`) });
  expect(requests).toHaveLength(1);
});

test.each([
  ["null", null],
  ["no batch_id", {}],
])("knows nothing after a success with %s", async (_, body) => {
  const { result } = await fared(() => Response.json(body));

  expect(result).toEqual({ fate: undefined, reason: expect.stringContaining("without") });
});

test("knows nothing after a connection that broke", async () => {
  const { result, requests } = await fared(() => {
    throw new TypeError("fetch failed", { cause: { code: "ECONNRESET" } });
  });

  expect(result).toEqual({ fate: undefined, reason: expect.stringContaining("POST") });
  expect(requests).toHaveLength(1);
});

test("lets the next request wait after a connection that was never made", async () => {
  const { result } = await fared(() => {
    throw new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
  });

  expect(result).toEqual({
    fate: { outcome: "void", reason: expect.stringContaining("POST") },
    error: expect.objectContaining({ name: "ConnectionError", outcome: "not-sent" }),
    stop: false,
  });
});

test.each([
  ["an Error", Error],
  ["a TypeError", TypeError],
  ["a RangeError", RangeError],
])("knows nothing after %s that a framework throws through the client", async (_, Problem) => {
  const { result, requests } = await fared(() => {
    throw Object.assign(new Problem("the page is dynamic"), { digest: "DYNAMIC_SERVER_USAGE" });
  });

  expect(result).toEqual({ fate: undefined, reason: "the request failed" });
  expect(requests).toHaveLength(1);
});

test.each([
  ["without an app", { app_id: undefined }, TypeError, "app_id"],
  ["beyond its limits", { correlation_id: "x".repeat(1000) }, RangeError, "correlation_id"],
])("ends the run at a request %s, and sends nothing", async (_, request, Problem, name) => {
  const { result, requests } = await fared(() => Response.json({ batch_id: "b1" }), { request });

  expect(result).toEqual({
    fate: { outcome: "void", reason: expect.stringContaining(name) },
    error: expect.any(Problem),
    stop: true,
  });
  expect(requests).toEqual([]);
});

test("ends the run at a chunk of more recipients than a request takes", async () => {
  const { batch, requests } = serviceOf(() => Response.json({ batch_id: "b1" }));
  const text = JSON.stringify({ recipient: { contact_id: "one" } });
  const chunk = { ...chunkOf(0), recipients: 1001, text: new Array(1001).fill(text).join(",\n") };
  const credential = { auth: credentialOf("pinned"), lifeMs: null };
  const result = await post({ batch, credential, request: MESSAGE, mark: "m", attempt: 1, chunk, isolated: [] });

  expect(result).toMatchObject({
    fate: { outcome: "void", reason: expect.stringContaining("1001 items") },
    stop: true,
  });
  expect(requests).toEqual([]);
});

test("makes a client for each credential, and not one for each request", async () => {
  const { batch, requests } = serviceOf(() => Response.json({ batch_id: "b1" }));
  let made = 0;
  const counted: BatchClient = {
    ...batch,
    withOptions(changes) {
      made++;
      return batch.withOptions(changes);
    },
  };
  const one = credentialOf("one");
  for (const auth of [one, one, credentialOf("other"), one]) await send(counted, { auth });

  expect(requests.map(({ authorization }) => authorization)).toEqual(["one", "one", "other", "one"]);
  expect(made).toBe(3);
});

test("sends a chunk of the most recipients without those that were refused before", async () => {
  const { batch, requests } = serviceOf(() => Response.json({ batch_id: "b" }));
  const texts = Array.from({ length: 1000 }, (_, index) => JSON.stringify({ recipient: { contact_id: `c${index}` } }));
  const chunk = { chunk: 0, position: 0, recipients: 1000, digest: "d", text: texts.join() };
  const isolated = [{ position: 7, reason: "unknown" }];
  const credential = { auth: credentialOf("pinned"), lifeMs: null };

  const result = await post({ batch, credential, request: MESSAGE, mark: "m", attempt: 2, chunk, isolated });

  expect(result).toEqual({ fate: { outcome: "accepted", batchId: "b" } });
  expect(requests[0]?.ids).toHaveLength(999);
  expect(requests[0]?.ids).not.toContain("c7");
});
