import { metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { bearer, oauth2 } from "@sinch-fetch/auth";
import { type ConversationClientOptions, createConversationClient } from "@sinch-fetch/conversation";
import { undiciFetch } from "@sinch-fetch/http/undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { SinchFetchInstrumentation, type SinchFetchInstrumentationConfig } from "../src/index.ts";
import { startServer } from "./local-server.ts";
import { startTelemetry } from "./telemetry.ts";

const APP = "01JCTM4Y8V6S2P0K3N5R7ZQWXE";
const NUMBER = "46732001122";
const TOKEN = "s3cret-token";

const sent = { body: { message_id: "01JCTM4Y8V6S2P0K3N5R7ZQWXF", accepted_time: "2026-01-01T00:00:00Z" } };
const message = { app_id: APP, recipient: { contact_id: "c" }, message: { text_message: { text: "s3cret text" } } };

function createClient(baseUrl: string, options: Partial<ConversationClientOptions> = {}) {
  const retry = { baseDelayMs: 1, maxDelayMs: 1 };
  return createConversationClient({ projectId: "my-project", auth: bearer(TOKEN), baseUrl, retry, ...options });
}

/** Watches until the test ends. */
function instrument(config?: SinchFetchInstrumentationConfig): SinchFetchInstrumentation {
  const instrumentation = new SinchFetchInstrumentation(config);
  onTestFinished(() => instrumentation.disable());
  return instrumentation;
}

describe("a call", () => {
  test("is one client span by its template, with the HTTP attributes", async () => {
    const telemetry = startTelemetry();
    instrument();
    const { url, port } = await startServer(sent);

    await createClient(url).messages.get(NUMBER);

    const [span, ...more] = telemetry.spans();
    expect(more).toEqual([]);
    expect(span).toMatchObject({
      name: "GET /v1/projects/{project_id}/messages/{message_id}",
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      instrumentationScope: { name: "@sinch-fetch/otel" },
    });
    expect(span?.attributes).toEqual({
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "server.address": "127.0.0.1",
      "server.port": port,
      "url.full": `${url}/v1/projects/{project_id}/messages/{message_id}`,
      "url.template": "/v1/projects/{project_id}/messages/{message_id}",
      "sinch.operation": "Messages_GetMessage",
      "sinch.attempts": 1,
    });
  });

  test("says what a failed send left behind, and holds no text, number, id or credential", async () => {
    const telemetry = startTelemetry();
    instrument();
    const refusal = { error: { code: 500, status: "INTERNAL", message: `no route to ${NUMBER}` } };
    const { url } = await startServer({ status: 500, body: refusal });

    await createClient(url).messages.send(message).catch(String);

    const [span] = telemetry.spans();
    expect(span?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(span?.attributes).toMatchObject({
      "http.response.status_code": 500,
      "error.type": "500",
      "sinch.operation": "Messages_SendMessage",
      "sinch.outcome": "unknown",
      "sinch.attempts": 1,
    });
    const { attributes, events, name, status } = span ?? {};
    expect(JSON.stringify({ attributes, events, name, status })).not.toMatch(/s3cret|46732001122|01JCTM|my-project/);
  });

  test.each([
    { how: "an error status at the wire level", status: 404, body: {}, type: "404", outcome: "rejected" },
    { how: "a success without its id", status: 200, body: {}, type: "ApiError", outcome: "unknown" },
  ])("ends as an error with $how", async ({ status, body, type, outcome }) => {
    const telemetry = startTelemetry();
    instrument();
    const { url } = await startServer({ status, body });
    const client = createClient(url);

    if (status === 404) await client.GET("/messages/{message_id}", { params: { path: { message_id: "m" } } });
    else await client.messages.send(message).catch(String);

    expect(telemetry.spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { "error.type": type, "sinch.outcome": outcome },
    });
  });

  test.each([
    { how: "an aborted call", make: { signal: AbortSignal.abort() }, type: "AbortError", outcome: "not-sent" },
    { how: "a wrong option", make: { timeoutMs: -1 }, type: "TypeError", outcome: undefined },
  ])("ends as an error with $how", async ({ make, type, outcome }) => {
    const telemetry = startTelemetry();
    instrument();
    const { url, requests } = await startServer(sent);

    await createClient(url).messages.get("m", {}, make).catch(String);

    expect(requests).toEqual([]);
    expect(telemetry.spans()[0]?.attributes).toMatchObject({ "error.type": type });
    expect(telemetry.spans()[0]?.attributes["sinch.outcome"]).toBe(outcome);
  });

  test("of a path that the description does not have is named by its method", async () => {
    const telemetry = startTelemetry();
    instrument();
    const { url } = await startServer({});

    await createClient(url).GET("/apps/46732001122" as "/apps");

    const [span] = telemetry.spans();
    expect(span?.name).toBe("GET");
    expect(JSON.stringify(span?.attributes)).not.toContain(NUMBER);
  });

  test.each([
    ["the platform's fetch", () => ({})],
    ["undiciFetch()", () => ({ fetch: undiciFetch() })],
  ])("has a span of undici's below it for each attempt, by %s", async (_road, options) => {
    const telemetry = startTelemetry();
    const undici = new UndiciInstrumentation();
    undici.setTracerProvider(telemetry.tracerProvider);
    undici.enable();
    onTestFinished(() => undici.disable());
    instrument();
    const { url } = await startServer({ status: 503 }, sent);

    await trace.getTracer("test").startActiveSpan("mine", async (span) => {
      await createClient(url, options()).messages.get("m");
      span.end();
    });

    const spans = telemetry.spans();
    const mine = spans.find(({ name }) => name === "mine");
    const call = spans.find(({ name }) => name.includes("{message_id}"));
    const attempts = spans.filter((span) => span !== mine && span !== call);
    expect(call?.parentSpanContext?.spanId).toBe(mine?.spanContext().spanId);
    expect(attempts.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
      Array(2).fill(call?.spanContext().spanId),
    );
    expect(call?.attributes["sinch.attempts"]).toBe(2);
  });

  test.each([
    { scheme: "https", port: 443 },
    { scheme: "http", port: 80 },
  ])("goes to port $port where a URL of $scheme names none", async ({ scheme, port }) => {
    const telemetry = startTelemetry();
    instrument();
    const fetch = async () => Response.json(sent.body);

    await createClient(`${scheme}://sinch.test`, { fetch, allowInsecureRequests: true }).messages.get("m");

    expect(telemetry.spans()[0]?.attributes).toMatchObject({ "server.address": "sinch.test", "server.port": port });
  });

  test("ends as an error with what a framework throws that is not an Error", async () => {
    const telemetry = startTelemetry();
    instrument();
    const fetch = () => Promise.reject({ digest: "DYNAMIC" });

    await createClient("https://sinch.test", { fetch }).messages.get("m").catch(String);

    expect(telemetry.spans()[0]?.attributes).toMatchObject({ "error.type": "_OTHER" });
  });

  test("hangs below the span of another subscriber that is put around it", async () => {
    const telemetry = startTelemetry();
    instrument();
    instrument();
    const { url } = await startServer(sent);

    await createClient(url).messages.get("m");

    expect(telemetry.spans()).toHaveLength(2);
  });

  test("is recorded in seconds, without what would make a series of each call", async () => {
    const telemetry = startTelemetry();
    instrument();
    const { url, port } = await startServer({ status: 503 }, sent);

    await createClient(url).messages.get("m");

    const [metric] = await telemetry.metrics();
    expect(metric?.descriptor).toMatchObject({ name: "sinch_fetch.call.duration", unit: "s" });
    const [point] = metric?.dataPoints ?? [];
    expect(point?.value).toMatchObject({ count: 1 });
    expect(point?.attributes).toEqual({
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "server.address": "127.0.0.1",
      "server.port": port,
      "url.template": "/v1/projects/{project_id}/messages/{message_id}",
      "sinch.operation": "Messages_GetMessage",
    });
  });
});

describe("a token request", () => {
  const key = { keyId: "k", keySecret: "s3cret-key" };

  test("is a client span below the call that waits for it, and a metric", async () => {
    const telemetry = startTelemetry();
    instrument();
    const endpoint = await startServer({ body: { access_token: TOKEN, token_type: "bearer", expires_in: 3600 } });
    const { url } = await startServer(sent);

    await createClient(url, { auth: oauth2({ ...key, tokenUrl: `${endpoint.url}/oauth2/token` }) }).messages.get("m");

    const [token, call] = telemetry.spans();
    expect(token).toMatchObject({ name: "POST /oauth2/token", kind: SpanKind.CLIENT });
    expect(token?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId);
    expect(token?.attributes).toEqual({
      "http.request.method": "POST",
      "server.address": "127.0.0.1",
      "server.port": endpoint.port,
      "url.full": `${endpoint.url}/oauth2/token`,
      "url.template": "/oauth2/token",
      "sinch.token.in_background": false,
    });
    expect((await telemetry.metrics()).map(({ descriptor }) => descriptor.name)).toContain(
      "sinch_fetch.token.duration",
    );
    expect(JSON.stringify(telemetry.spans().map(({ attributes }) => attributes))).not.toContain("s3cret");
  });

  test.each([
    { how: "a refused key", tokenUrl: undefined, type: "401" },
    { how: "a success without a token", tokenUrl: undefined, status: 200, type: "AuthError" },
    { how: "no connection", tokenUrl: "http://127.0.0.1:9/oauth2/token", type: "AuthError" },
  ])("ends as an error with $how", async ({ tokenUrl, status = 401, type }) => {
    const telemetry = startTelemetry();
    instrument();
    const endpoint = await startServer({ status, body: { error: "invalid_client" } });
    const auth = oauth2({ ...key, tokenUrl: tokenUrl ?? `${endpoint.url}/oauth2/token` });

    await createClient(endpoint.url, { auth }).messages.get("m").catch(String);

    const token = telemetry.spans().find(({ name }) => name.includes("oauth2"));
    expect(token).toMatchObject({ status: { code: SpanStatusCode.ERROR }, attributes: { "error.type": type } });
  });

  test("ends as an error when the last call that waited for it is aborted", async () => {
    const telemetry = startTelemetry();
    instrument();
    const controller = new AbortController();
    const fetch = () => {
      setTimeout(() => controller.abort());
      return new Promise<Response>(() => {});
    };
    const auth = oauth2({ ...key, tokenUrl: "https://auth.test/oauth2/token", fetch });

    const call = createClient("https://sinch.test", { auth }).messages.get("m", {}, { signal: controller.signal });
    await call.catch(String);
    await new Promise((resolve) => setTimeout(resolve, 10));

    const token = telemetry.spans().find(({ name }) => name.includes("oauth2"));
    expect(token?.attributes["error.type"]).toBe("AbortError");
  });
});

describe("SinchFetchInstrumentation", () => {
  test("records nothing of a call that began before enable()", async () => {
    const telemetry = startTelemetry();
    const other = instrument();
    const { url } = await startServer(sent);

    const instrumentation = instrument({ enabled: false });
    const call = createClient(url).messages.get("m");
    instrumentation.enable();
    other.disable();
    await call;

    expect(telemetry.spans()).toEqual([]);
  });

  test("is taken by registerInstrumentations, with its providers", async () => {
    const { tracerProvider, meterProvider, spans, metrics: recorded } = startTelemetry();
    trace.disable();
    metrics.disable();
    const stop = registerInstrumentations({
      instrumentations: [new SinchFetchInstrumentation()],
      tracerProvider,
      meterProvider,
    });
    onTestFinished(stop);
    const { url } = await startServer(sent);

    await createClient(url).messages.get("m");

    expect(spans()).toHaveLength(1);
    expect(await recorded()).toHaveLength(1);
  });

  test("watches once however often it is enabled, and not after disable()", async () => {
    const telemetry = startTelemetry();
    const instrumentation = instrument();
    const { url } = await startServer(sent);
    const client = createClient(url, { auth: bearer(TOKEN) });

    instrumentation.enable();
    await client.messages.get("m");
    instrumentation.disable();
    instrumentation.disable();
    await client.messages.get("m");

    expect(telemetry.spans()).toHaveLength(1);
  });

  test("waits for enable() where it is told to", async () => {
    const telemetry = startTelemetry();
    const instrumentation = instrument({ enabled: false });
    const { url } = await startServer(sent);

    await createClient(url).messages.get("m");
    expect(telemetry.spans()).toEqual([]);

    instrumentation.setConfig({ enabled: true });
    instrumentation.enable();
    await createClient(url).messages.get("m");

    expect(telemetry.spans()).toHaveLength(1);
    expect(instrumentation.getConfig()).toEqual({ enabled: true });
  });

  test("records nothing of a call that ends after disable()", async () => {
    const telemetry = startTelemetry();
    const instrumentation = instrument();
    const { url } = await startServer(sent);

    const call = createClient(url).messages.get("m");
    instrumentation.disable();
    await call;

    expect(telemetry.spans()).toEqual([]);
  });

  test("finds an SDK that is set up after it was registered", async () => {
    onTestFinished(registerInstrumentations({ instrumentations: [new SinchFetchInstrumentation()] }));
    const telemetry = startTelemetry();
    const { url } = await startServer(sent);

    await createClient(url).messages.get("m");

    expect(telemetry.spans()).toHaveLength(1);
    expect(await telemetry.metrics()).toHaveLength(1);
  });
});
