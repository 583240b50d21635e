import { describe, expect, test } from "vitest";
import { ApiError, isAbortError, isApiError } from "../src/index.ts";
import { batchesApi, scheduled } from "./batches-api.ts";

const CANCEL = "DELETE /messages";
const refusal = (status: number): Response => Response.json({ code: status, message: "no" }, { status });
const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `b${index}`);

describe("findByMetadata", () => {
  const query = { metadataKey: "campaign", metadataValue: "spring & summer" };
  const batch = scheduled("1");

  test.each([
    { given: "a list", body: [batch, batch], want: [batch, batch] },
    { given: "an empty list", body: [], want: [] },
    { given: "a single batch", body: batch, want: [batch] },
    { given: "nothing", body: "", want: [] },
    { given: "null", body: null, want: [] },
  ])("returns a list when the service answers with $given", async ({ body, want }) => {
    const { client, asked } = batchesApi(body);

    expect(await client.messages.findByMetadata(query)).toEqual(want);
    expect(asked.map(({ line }) => line)).toEqual([
      "GET /messages?metadataKey=campaign&metadataValue=spring%20%26%20summer",
    ]);
  });

  test("leaves the answer as it came at the wire level", async () => {
    const { client } = batchesApi(batch);

    const { data } = await client.GET("/messages", { params: { query } });

    expect(data).toEqual(batch);
  });
});

describe("cancelByMetadata", () => {
  test("looks the batches up and cancels each scheduled one by its id", async () => {
    const { client, asked } = batchesApi([scheduled("1"), { batch_id: "2", status: "PROCESSED" }, scheduled("3")]);

    const cancellations = await client.messages.cancelByMetadata("campaign", "spring");

    expect(cancellations).toEqual([
      { batch_id: "1", status_before: "SCHEDULED", outcome: "requested" },
      { batch_id: "2", status_before: "PROCESSED", outcome: "not-scheduled" },
      { batch_id: "3", status_before: "SCHEDULED", outcome: "requested" },
    ]);
    expect(asked.map(({ line, batchId }) => [line, batchId])).toEqual([
      ["GET /messages?metadataKey=campaign&metadataValue=spring", undefined],
      [CANCEL, "1"],
      [CANCEL, "3"],
    ]);
  });

  test.each(["READY", "PROCESSED", "CANCELLED", "PAUSED", undefined])(
    "sends nothing for a batch whose status is %s",
    async (status) => {
      const { client, asked } = batchesApi([{ batch_id: "1", status }]);

      const cancellations = await client.messages.cancelByMetadata("campaign", "spring");

      expect(cancellations).toEqual([{ batch_id: "1", status_before: status, outcome: "not-scheduled" }]);
      expect(asked).toHaveLength(1);
    },
  );

  test.each([
    { given: "no batch", body: [], want: 0 },
    { given: "a single batch instead of a list", body: scheduled("1"), want: 1 },
  ])("takes $given", async ({ body, want }) => {
    const { client, asked } = batchesApi(body);

    expect(await client.messages.cancelByMetadata("campaign", "spring")).toHaveLength(want);
    expect(asked).toHaveLength(1 + want);
  });

  test("keeps the error of a cancel that fails, and cancels the others", async () => {
    const { client, asked } = batchesApi(["1", "2", "3"].map(scheduled), (batchId) =>
      batchId === "2" ? refusal(403) : new Response(null),
    );

    const [first, second, third] = await client.messages.cancelByMetadata("campaign", "spring");

    expect(first?.outcome).toBe("requested");
    expect(second).toMatchObject({ batch_id: "2", status_before: "SCHEDULED", outcome: "failed" });
    expect(second?.outcome === "failed" && isApiError(second.error) && second.error.status).toBe(403);
    expect(third?.outcome).toBe("requested");
    expect(asked).toHaveLength(4);
  });

  test("says of a scheduled batch without an id that it cannot be cancelled", async () => {
    const { client, asked } = batchesApi([{ status: "SCHEDULED" }, scheduled("2")]);

    const [first, second] = await client.messages.cancelByMetadata("campaign", "spring");

    expect(first).toMatchObject({ batch_id: undefined, outcome: "failed", error: expect.any(TypeError) });
    expect(second?.outcome).toBe("requested");
    expect(asked).toHaveLength(2);
  });

  test("keeps the order of the batches, with at most four cancels at a time", async () => {
    let open = 0;
    let most = 0;
    const { client } = batchesApi(ids(40).map(scheduled), async (batchId) => {
      open++;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, batchId.endsWith("0") ? 5 : 1));
      open--;
      return new Response(null);
    });

    const cancellations = await client.messages.cancelByMetadata("campaign", "spring");

    expect(cancellations.map(({ batch_id }) => batch_id)).toEqual(ids(40));
    expect(most).toBe(4);
  });

  test("rejects with the error of the lookup, and cancels nothing", async () => {
    const { client, asked } = batchesApi("no JSON");

    await expect(client.messages.cancelByMetadata("campaign", "spring")).rejects.toThrow(ApiError);
    expect(asked).toHaveLength(1);
  });

  test("hands its options to each request", async () => {
    const { client, asked } = batchesApi([scheduled("1")]);

    await client.messages.cancelByMetadata("campaign", "spring", { headers: { "x-trace": "7" } });

    expect(asked.map(({ headers }) => headers.get("x-trace"))).toEqual(["7", "7"]);
  });

  test.each([
    ["key", "", "spring"],
    ["key", undefined, "spring"],
    ["value", "campaign", ""],
    ["value", "campaign", 7],
  ])("refuses a %s that is no text before any request", async (name, key, value) => {
    const { client, asked } = batchesApi([scheduled("1")]);

    await expect(client.messages.cancelByMetadata(key as string, value as string)).rejects.toThrow(
      new TypeError(
        `cancelByMetadata: ${name} is ${JSON.stringify(name === "key" ? key : value)}, expected a non-empty string`,
      ),
    );
    expect(asked).toEqual([]);
  });
});

describe("cancelByMetadata with a signal", () => {
  const reason = new Error("enough");

  test("sends no more once it is aborted, and says that cancels went out", async () => {
    const controller = new AbortController();
    const { client, asked } = batchesApi(ids(40).map(scheduled), (batchId) => {
      if (batchId === "b9") controller.abort(reason);
      return new Response(null);
    });

    const error: unknown = await client.messages
      .cancelByMetadata("campaign", "spring", { signal: controller.signal })
      .catch((thrown: unknown) => thrown);

    if (!isAbortError(error)) throw error;
    expect(error.outcome).toBe("unknown");
    expect(error.cause).toBe(reason);
    expect(asked.length).toBeLessThan(20);
  });

  test("says that nothing was sent when it is aborted before the first cancel", async () => {
    const controller = new AbortController();
    const { client, asked } = batchesApi([scheduled("1")]);
    client.use({ onResponse: () => controller.abort(reason) });

    const error: unknown = await client.messages
      .cancelByMetadata("campaign", "spring", { signal: controller.signal })
      .catch((thrown: unknown) => thrown);

    if (!isAbortError(error)) throw error;
    expect(error.outcome).toBe("not-sent");
    expect(error.cause).toBe(reason);
    expect(asked).toHaveLength(1);
  });
});

test("a client with other options has what is written by hand, too", async () => {
  const { client, asked } = batchesApi([scheduled("b1")]);
  const other = client.withOptions({ headers: { "x-a": "1" } });

  expect(await other.messages.cancelByMetadata("campaign", "spring")).toMatchObject([{ batch_id: "b1" }]);
  expect(asked.map(({ line, headers }) => [line, headers.get("x-a")])).toEqual([
    ["GET /messages?metadataKey=campaign&metadataValue=spring", "1"],
    ["DELETE /messages", "1"],
  ]);
});
