import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallbackTrigger, callbackTriggers, sendCallback } from "../src/index.ts";
import { isSigned, openReceiver, type Receiver } from "./receiver.ts";

const secret = "heron-blöte-7";
const file = new URL("../descriptions/conversation.gen.json", import.meta.url);
const description: {
  readonly webhooks: Readonly<
    Record<
      CallbackTrigger,
      {
        post: {
          "x-payload-property": string;
          requestBody: { content: Record<string, { examples: Record<string, { value: object }> }> };
        };
      }
    >
  >;
} = JSON.parse(await readFile(file, "utf8"));

const cases = Object.entries(description.webhooks).flatMap(([trigger, { post }]) =>
  Object.entries(post.requestBody.content["application/json"]?.examples ?? {}).map(([example, { value }]) => ({
    trigger: trigger as CallbackTrigger,
    example,
    value,
    property: post["x-payload-property"],
  })),
);

let receiver: Receiver;

beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

/** Sends to a path of the receiver and gives what arrived there. */
async function send(options: Partial<Parameters<typeof sendCallback>[0]> = {}, path = "/callbacks") {
  const sent = await sendCallback({ url: receiver.url + path, trigger: "MESSAGE_DELIVERY", ...options });
  const received = receiver.received.at(-1) ?? expect.unreachable("nothing arrived");
  return { sent, received };
}

/** Sends what is to be refused, and gives the reason. */
async function refusal(options: object): Promise<string> {
  const count = receiver.received.length;
  const sending: Promise<unknown> = Reflect.apply(sendCallback, undefined, [
    { url: receiver.url, trigger: "OPT_IN", ...options },
  ]);
  const error = await sending.then(
    () => expect.unreachable("it was sent"),
    (reason: unknown) => reason,
  );
  expect(receiver.received).toHaveLength(count);
  return error instanceof Error ? error.message : expect.unreachable("no error was thrown");
}

describe("sendCallback", () => {
  test.each(cases)("posts $example of $trigger, signed", async ({ trigger, example, value, property }) => {
    const { sent, received } = await send({ trigger, example, secret });

    expect(sent).toEqual({ status: 200, body: "answered with 200", request: expect.anything() });
    expect(received).toMatchObject({ method: "POST", url: "/callbacks", headers: sent.request.headers });
    expect(received.headers["content-type"]).toBe("application/json");
    expect(received.body).toBe(sent.request.body);
    expect(JSON.parse(received.body)).toEqual(value);
    expect(value).toHaveProperty(property);
    expect(await isSigned(received, secret)).toBe(true);
    expect(await isSigned(received, `${secret}.`)).toBe(false);
  });

  test("knows the triggers of the description, each with a minimal example first, and a rich one", () => {
    expect(callbackTriggers).toEqual(Object.keys(description.webhooks));
    for (const trigger of callbackTriggers) {
      const examples = cases.filter((one) => one.trigger === trigger).map(({ example }) => example);
      expect([trigger, ...examples.slice(0, 2)]).toEqual([trigger, "minimal", "rich"]);
    }
  });

  test("signs as Sinch does", async () => {
    const payload =
      '{"app_id":"01J9ZK4T7QW3M8X5R2V6B1N0CD","project_id":"3f1c7a52-9d0e-4b86-a4d7-6c2e5b90f814","accepted_time":"2026-02-03T09:15:27.104Z","message_delivery_report":{"message_id":"01J9ZQ5T7V9W1X3Y5Z7A9B1C2D","status":"READ"}}';
    const options = { payload, secret: "marble-otter-42", nonce: "01J9ZX2B4C6D8E0F2G4H6J8K0M" };
    const want = {
      "x-sinch-webhook-signature": "AdK4NbsCllFaBMk5HlnOH0gygQ/QTkNssIh6MZ4OU7o=",
      "x-sinch-webhook-signature-timestamp": "1770110127",
      "x-sinch-webhook-signature-nonce": "01J9ZX2B4C6D8E0F2G4H6J8K0M",
      "x-sinch-webhook-signature-algorithm": "HmacSHA256",
    };

    const inSeconds = await send({ ...options, timestamp: 1_770_110_127 });
    const asDate = await send({ ...options, timestamp: new Date(1_770_110_127_999) });

    expect(inSeconds.received.headers).toMatchObject(want);
    expect(asDate.received.headers).toMatchObject(want);
  });

  test("signs with the time of now and a nonce of its own each time", async () => {
    const before = Math.floor(Date.now() / 1000);
    const first = await send({ secret });
    const second = await send({ secret });

    const nonces = [first, second].map(({ received }) => received.headers["x-sinch-webhook-signature-nonce"]);
    expect(new Set(nonces).size).toBe(2);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const timestamp = Number(second.received.headers["x-sinch-webhook-signature-timestamp"]);
    expect(timestamp).toBeGreaterThanOrEqual(before);
    expect(timestamp).toBeLessThanOrEqual(Date.now() / 1000);
  });

  test("sends the first example, without a signature when there is no secret", async () => {
    const { received } = await send();

    const first = cases.find(({ trigger }) => trigger === "MESSAGE_DELIVERY");
    expect(JSON.parse(received.body)).toEqual(first?.value);
    expect(Object.keys(received.headers).filter((name) => name.startsWith("x-sinch"))).toEqual([]);
  });

  test.each([
    ["a value", { app_id: "ü", own: [1] }, '{"app_id":"ü","own":[1]}'],
    ["text that is not JSON", "{ not JSON", "{ not JSON"],
    ["nothing", "", ""],
  ])("sends %s in place of an example, signed", async (_name, payload, want) => {
    const { received } = await send({ payload, secret });

    expect(received.body).toBe(want);
    expect(await isSigned(received, secret)).toBe(true);
  });

  test("adds headers, in place of its own where the names are the same", async () => {
    const headers = { "X-Trace": "7", "X-Sinch-Webhook-Signature": "forged" };
    const { sent, received } = await send({ secret, headers });

    expect(received.headers).toMatchObject({ "x-trace": "7", "x-sinch-webhook-signature": "forged" });
    expect(sent.request.headers).toMatchObject({ "x-trace": "7", "x-sinch-webhook-signature": "forged" });
    expect(Object.keys(sent.request.headers)).not.toContain("X-Trace");
  });

  test.each([204, 302, 401, 500])("gives the answer %d as it is", async (status) => {
    const count = receiver.received.length;
    const { sent } = await send({}, `/${status}`);

    expect([sent.status, sent.body]).toEqual([status, status === 204 ? "" : `answered with ${status}`]);
    expect(receiver.received).toHaveLength(count + 1);
  });

  test("sends with the fetch that it is given", async () => {
    const requests: Request[] = [];
    const fake: typeof fetch = async (input, init) => {
      requests.push(new Request(input, init));
      return new Response("hello", { status: 202 });
    };

    const sent = await sendCallback({
      url: new URL("https://example.com/in?a=b"),
      trigger: "OPT_IN",
      secret,
      fetch: fake,
    });

    expect(sent).toMatchObject({ status: 202, body: "hello" });
    expect(requests.map(({ method, url }) => [method, url])).toEqual([["POST", "https://example.com/in?a=b"]]);
    expect(await requests[0]?.text()).toBe(sent.request.body);
  });

  test("lists the triggers where there is no such one", async () => {
    const want = `sendCallback: trigger is "OPT_OVER", expected one of ${callbackTriggers.join(", ")}`;

    expect(await refusal({ trigger: "OPT_OVER" })).toBe(want);
    expect(await refusal({ trigger: "toString" })).toContain(
      'trigger is "toString", expected one of MESSAGE_INBOUND, ',
    );
    expect(await refusal({ trigger: undefined })).toContain("trigger is undefined, expected one of MESSAGE_INBOUND, ");
  });

  test.each([
    [{ example: "poor" }, 'example is "poor", OPT_IN has minimal, rich'],
    [{ example: "rich", payload: {} }, "example and payload exclude each other"],
    [{ secret: "" }, "secret is empty, leave it out to send without a signature"],
    [
      { secret, timestamp: 1_770_110_127_104 },
      "timestamp is 1770110127104, expected a date or a whole number of seconds since 1970",
    ],
    [
      { secret, timestamp: new Date("never") },
      "timestamp is Invalid Date, expected a date or a whole number of seconds since 1970",
    ],
    [{ timeoutMs: 0 }, "timeoutMs is 0, expected milliseconds above 0"],
    [{ headers: { "x-key": "a\nb" } }, 'the header "x-key" is not allowed by HTTP'],
    [{ headers: { "x key": "a" } }, 'the header "x key" is not allowed by HTTP'],
    [
      { url: "localhost:3000" },
      "url is not the URL of a receiver, expected one such as http://127.0.0.1:3000/callbacks",
    ],
    [{ url: "" }, "url is not the URL of a receiver, expected one such as http://127.0.0.1:3000/callbacks"],
    [
      { url: "http://me:hidden@127.0.0.1/" },
      "url contains credentials, which a request cannot send: put them into headers",
    ],
  ])("refuses %j with one clear sentence", async (options, want) => {
    expect(await refusal(options)).toBe(`sendCallback: ${want}`);
  });

  test("says where no receiver is, and neither the secret nor the query", async () => {
    const gone = await openReceiver();
    await gone.close();

    const sending = sendCallback({ url: `${gone.url}/in?key=hidden`, trigger: "OPT_OUT", secret });

    const address = new URL(gone.url).host;
    await expect(sending).rejects.toThrow(
      new Error(
        `sendCallback: the receiver of OPT_OUT at ${gone.url}/in cannot be reached: connect ECONNREFUSED ${address}`,
      ),
    );
  });

  test("says that a receiver does not respond in time", async () => {
    await expect(send({ timeoutMs: 100 }, "/silent")).rejects.toThrow(
      new Error(
        `sendCallback: the receiver of MESSAGE_DELIVERY at ${receiver.url}/silent did not respond within 100 ms`,
      ),
    );
  });

  test("says that an answer breaks off", async () => {
    await expect(send({}, "/cut")).rejects.toThrow(
      `sendCallback: the receiver of MESSAGE_DELIVERY at ${receiver.url}/cut cannot be reached: `,
    );
  });
});
