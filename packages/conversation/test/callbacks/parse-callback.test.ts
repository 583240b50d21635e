import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { parseCallback } from "../../src/callbacks/parse-callback.ts";
import { DESCRIBED_CALLBACKS, DESCRIBED_TRIGGERS } from "./described-callbacks.ts";

test("each described callback has an example", () => {
  expect(new Set(DESCRIBED_CALLBACKS.map(({ trigger }) => trigger))).toEqual(new Set(DESCRIBED_TRIGGERS));
});

describe("parseCallback", () => {
  test.each(DESCRIBED_CALLBACKS)("finds $trigger in its example $name, and all of it", ({ trigger, body }) => {
    expect(parseCallback(JSON.stringify(body))).toEqual({ ...body, trigger });
  });

  test("reads text, bytes and an ArrayBuffer alike", () => {
    const text = '{ "app_id": "kayak", "event": { "id": "\u00e9\ud83d\udef6" } }';
    const bytes = new TextEncoder().encode(text);
    const want = { trigger: "EVENT_INBOUND", app_id: "kayak", event: { id: "\u00e9\ud83d\udef6" } };

    expect(parseCallback(text)).toEqual(want);
    expect(parseCallback(bytes)).toEqual(want);
    expect(parseCallback(Buffer.concat([Buffer.from("x"), bytes]).subarray(1))).toEqual(want);
    expect(parseCallback(bytes.buffer)).toEqual(want);
  });

  test("takes a byte order mark alike as text and as bytes", () => {
    const text = '\ufeff{"event":{}}';

    expect(parseCallback(text).trigger).toBe("EVENT_INBOUND");
    expect(parseCallback(Buffer.from(text)).trigger).toBe("EVENT_INBOUND");
    expect(() => parseCallback(`\ufeff${text}`)).toThrow("not JSON");
    expect(() => parseCallback(Buffer.from(`\ufeff${text}`))).toThrow("not JSON");
  });

  test("keeps members that no description has", () => {
    const body = { app_id: "", message: { id: "m", mood: "good" }, shard: 7 };

    expect(parseCallback(JSON.stringify(body))).toEqual({ ...body, trigger: "MESSAGE_INBOUND" });
  });

  test.each([
    { given: "an unknown payload", body: { app_id: "kayak", poll_notification: { votes: 3 } } },
    { given: "no payload", body: { app_id: "kayak" } },
    { given: "two payloads", body: { message: { id: "m" }, event: { id: "e" } } },
    { given: "a payload that is text", body: { message: "not found" } },
    { given: "a payload that is null", body: { message: null } },
    { given: "a trigger's name and no payload", body: { trigger: "MESSAGE_INBOUND", text: "hi" } },
    { given: "names of what objects inherit", body: JSON.parse('{"constructor":{},"__proto__":{"message":{}}}') },
    { given: "a list", body: [{ message: {} }] },
    { given: "null", body: null },
    { given: "text", body: "message" },
    { given: "a number", body: 22 },
  ])("calls $given UNKNOWN", ({ body }) => {
    expect(parseCallback(JSON.stringify(body))).toEqual({ trigger: "UNKNOWN", payload: body });
  });

  test("takes the one payload that there is for it, whatever is null beside it", () => {
    expect(parseCallback('{"message":null,"event":{"id":"e"}}').trigger).toBe("EVENT_INBOUND");
  });

  test.each([
    { given: "nothing", body: "" },
    { given: "half an object", body: '{"message":{"id":"hush-hush"' },
    { given: "a form", body: "message=hush-hush" },
    { given: "bytes that are no UTF-8", body: Uint8Array.of(0x22, 0xff, 0x22) },
  ])("refuses $given, and does not quote it", ({ body }) => {
    const error = thrownBy(() => parseCallback(body));

    expect(error).toMatchObject({ reason: "malformed-body", message: "the body of the callback is not JSON" });
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("hush-hush");
  });

  test("tells a body that was parsed before", () => {
    const body = JSON.parse('{"message":{}}');

    expect(() => parseCallback(body)).toThrow(
      new TypeError("parseCallback: rawBody is object, expected text or bytes, as received, before any parser"),
    );
  });
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("expected an error");
}
