import { tracingChannel } from "node:diagnostics_channel";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { type BulkTrace, sendBulk } from "@sinch-fetch/bulk";
import { describe, expect, onTestFinished, test } from "vitest";
import { SinchFetchInstrumentation } from "../src/index.ts";
import { startServer } from "./local-server.ts";
import { startTelemetry } from "./telemetry.ts";

function start() {
  const telemetry = startTelemetry();
  const instrumentation = new SinchFetchInstrumentation();
  onTestFinished(() => instrumentation.disable());
  return telemetry;
}

const options = {
  runId: "spring-sale",
  app_id: "01JCTM4Y8V6S2P0K3N5R7ZQWXE",
  message: { text_message: { text: "s3cret text" } },
};

const people = Array.from({ length: 3 }, (_, index) => ({ recipient: { contact_id: `person-${index}` } }));

/** Does a part of a run as the bulk package does: on its channel. */
async function publish(message: BulkTrace): Promise<BulkTrace> {
  const channel = tracingChannel<unknown, BulkTrace>("sinch-fetch:bulk");
  await channel.tracePromise(async () => {}, message);
  return message;
}

describe("a bulk run", () => {
  test("is a span above those of its sends, with its counts", async () => {
    const telemetry = start();
    const { url } = await startServer({ body: { batch_id: "b1" } });
    const batch = createBatchClient({ projectId: "my-project", auth: bearer("s3cret-token"), baseUrl: url });

    await sendBulk(batch, people, { ...options, chunkSize: 2 });

    const run = telemetry.spans().find(({ name }) => name === "bulk run");
    const sends = telemetry.spans().filter((span) => span !== run);
    expect(run).toMatchObject({ kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.UNSET } });
    expect(run?.attributes).toEqual({
      "sinch.bulk.part": "run",
      "sinch.bulk.run_id": "spring-sale",
      "sinch.bulk.recipients": 3,
      "sinch.bulk.accepted": 3,
      "sinch.bulk.rejected": 0,
      "sinch.bulk.unresolved": 0,
    });
    expect(sends.map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual(
      Array(2).fill(run?.spanContext().spanId),
    );
    expect(JSON.stringify(telemetry.spans().map(({ attributes }) => attributes))).not.toMatch(/person-|s3cret/);
  });

  test("that is aborted ends as an error", async () => {
    const telemetry = start();
    const { url } = await startServer({ body: { batch_id: "b1" } });
    const batch = createBatchClient({ projectId: "my-project", auth: bearer("s3cret-token"), baseUrl: url });

    await sendBulk(batch, people, { ...options, signal: AbortSignal.abort() }).catch(String);

    expect(telemetry.spans()[0]).toMatchObject({
      name: "bulk run",
      status: { code: SpanStatusCode.ERROR },
      attributes: { "error.type": "AbortError" },
    });
  });
});

describe("a queue", () => {
  test("ties each chunk to what has filled it, in whatever process that was", async () => {
    const telemetry = start();

    const { link } = await publish({ part: "enqueue", runId: "spring-sale", recipients: 2000 });
    await publish({ part: "chunk", runId: "spring-sale", chunk: 1, recipients: 1000, link });

    const [enqueue, chunk] = telemetry.spans();
    expect(enqueue).toMatchObject({ name: "bulk enqueue", kind: SpanKind.PRODUCER, links: [] });
    expect(chunk).toMatchObject({ name: "bulk chunk", kind: SpanKind.CONSUMER });
    expect(chunk?.attributes).toEqual({
      "sinch.bulk.part": "chunk",
      "sinch.bulk.run_id": "spring-sale",
      "sinch.bulk.chunk": 1,
      "sinch.bulk.recipients": 1000,
    });
    const { traceId, spanId, traceFlags } = { ...enqueue?.spanContext() };
    expect(chunk?.links.map(({ context }) => context)).toEqual([{ traceId, spanId, traceFlags, isRemote: true }]);
    expect(chunk?.spanContext().traceId).not.toBe(traceId);
  });

  test.each([undefined, "", "not a trace parent", `00-${"0".repeat(31)}-${"0".repeat(16)}-01`])(
    "ties a chunk to nothing by %s",
    async (link) => {
      const telemetry = start();

      await publish({ part: "chunk", runId: "spring-sale", chunk: 0, recipients: 1, link });

      expect(telemetry.spans()[0]?.links).toEqual([]);
    },
  );
});
