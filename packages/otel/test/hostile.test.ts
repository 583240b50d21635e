import { context, propagation } from "@opentelemetry/api";
import { bearer, oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { sendBulk } from "@sinch-fetch/bulk";
import { createConversationClient, type SendMessageRequest } from "@sinch-fetch/conversation";
import { expect, onTestFinished, test } from "vitest";
import { SinchFetchInstrumentation } from "../src/index.ts";
import { startServer } from "./local-server.ts";
import { startTelemetry } from "./telemetry.ts";

/** What no span and no metric may hold. */
const SECRET = /46732001122|Ada|s3cret|my-project|01JCTM/;
const NUMBER = "46732001122";
const APP = "01JCTM4Y8V6S2P0K3N5R7ZQWXE";

/** An error whose name is about a person, as a program may make it. */
class Named extends Error {
  override readonly name: string;
  constructor(name: string) {
    super(`no route to ${NUMBER}`);
    this.name = name;
  }
}

function watch() {
  const telemetry = startTelemetry();
  const instrumentation = new SinchFetchInstrumentation();
  onTestFinished(() => instrumentation.disable());
  return {
    ...telemetry,
    async everything(): Promise<string> {
      const spans = telemetry.spans().map(({ name, attributes, events, links, status }) => ({
        ...{ name, attributes, events, links, status },
      }));
      return JSON.stringify([spans, await telemetry.metrics()]);
    },
  };
}

const message: SendMessageRequest = {
  app_id: APP,
  recipient: { identified_by: { channel_identities: [{ channel: "SMS", identity: NUMBER }] } },
  message: { text_message: { text: "s3cret text for Ada" } },
};

test.each([
  ["the reason of an abort", { signal: AbortSignal.abort(new Named(`for ${NUMBER}`)) }, {}],
  ["what an own fetch throws", {}, { fetch: () => Promise.reject(new Named(`to ${NUMBER}`)) }],
  ["a name of one word", {}, { fetch: () => Promise.reject(new Named(`To${NUMBER}`)) }],
  [
    "a redirect to another host",
    {},
    { fetch: async () => Response.redirect(`https://evil.test/${NUMBER}?key=s3cret`) },
  ],
  [
    "an error that quotes the request",
    {},
    { fetch: async () => Response.json({ error: { status: NUMBER, message: `no ${NUMBER}` } }, { status: 400 }) },
  ],
])("nothing of a person is recorded of %s", async (_title, call, options) => {
  const telemetry = watch();
  const client = createConversationClient({
    ...{ projectId: "my-project", auth: bearer("s3cret"), baseUrl: "https://sinch.test" },
    ...(options as object),
  });

  const baggage = propagation.createBaggage({ who: { value: NUMBER } });
  await context.with(propagation.setBaggage(context.active(), baggage), () =>
    client.messages.send(message, call).catch(String),
  );
  await client.GET(`/messages/${NUMBER}` as "/messages/{message_id}", call as never).catch(String);

  expect(telemetry.spans().length).toBeGreaterThan(0);
  const all = await telemetry.everything();
  expect(all.match(SECRET)).toBe(null);
});

test("nothing of a key is recorded of a token request", async () => {
  const telemetry = watch();
  const { url } = await startServer({ status: 401, body: { error: "invalid_client", error_description: "no s3cret" } });
  const auth = oauth2({ keyId: "s3cret-id", keySecret: "s3cret", tokenUrl: `${url}/token?key=s3cret` });
  const client = createConversationClient({ projectId: "my-project", auth, baseUrl: url });

  await client.messages.get(NUMBER).catch(String);

  expect(telemetry.spans()).toHaveLength(2);
  expect((await telemetry.everything()).match(SECRET)).toBe(null);
});

test("nothing of a person is recorded of a run whose recipients end with an error that is named after one", async () => {
  const telemetry = watch();
  const batch = createBatchClient({ projectId: "my-project", auth: bearer("s3cret"), baseUrl: "https://sinch.test" });
  const run = { app_id: APP, message: { text_message: { text: "s3cret" } }, runId: "news" };

  await sendBulk(batch, failing(), run).catch(String);

  expect(telemetry.spans()[0]?.attributes).toMatchObject({ "error.type": "_OTHER" });
  expect((await telemetry.everything()).match(SECRET)).toBe(null);
});

async function* failing() {
  yield { recipient: { contact_id: "c" } };
  throw new Named(`no row for ${NUMBER}`);
}

test("nothing of a person is recorded of the attempts below, with the hook of the README", async () => {
  const telemetry = startTelemetry();
  await import("./examples/start.ts");
  const { url } = await startServer({});
  const client = createConversationClient({ projectId: "my-project", auth: bearer("s3cret"), baseUrl: url });

  await client.messages.get(NUMBER);
  await client.messages.list({ contact_id: "s3cret" }).toArray({ limit: 1 });

  expect(telemetry.spans()).toHaveLength(4);
  expect(telemetry.spans()[0]?.attributes["url.full"]).toBe(url);
  expect(JSON.stringify(telemetry.spans().map(({ name, attributes }) => [name, attributes]))).not.toMatch(SECRET);
});
