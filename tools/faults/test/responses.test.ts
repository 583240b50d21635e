import { expect } from "vitest";
import { drip, empty, ok, raw, rawThenClose, rawThenReset, respond } from "../src/behaviours.ts";
import { deleteMessage, readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";

const message = { id: "message-1", metadata: "Grüße 🙂" };
const json = JSON.stringify(message);
const length = Buffer.byteLength(json);
const latin1 = Buffer.from(json).toString("latin1");
const TYPE = "content-type: application/json\r\n";
const WHOLE = `HTTP/1.1 200 OK\r\n${TYPE}content-length: ${length}\r\n\r\n${latin1}`;
const chunk = (text: string): string => `${text.length.toString(16)};name=value\r\n${text}\r\n`;

const accepts = (title: string, behaviour: Behaviour): Scenario => ({
  title,
  api: [behaviour],
  call: readMessage,
  want: { requests: 1, value: message },
});

faultSuite("an unusual response", [
  accepts(
    "in chunks with extensions and trailers is read",
    raw(
      `HTTP/1.1 200 OK\r\n${TYPE}transfer-encoding: chunked\r\n\r\n` +
        `${chunk(latin1.slice(0, 9))}${chunk(latin1.slice(9))}0\r\nx-trailer: 1\r\n\r\n`,
    ),
  ),
  accepts("that ends with the connection is read", rawThenClose(`HTTP/1.1 200 OK\r\n${TYPE}\r\n${latin1}`)),
  accepts("whose connection is reset after it is read", rawThenReset(WHOLE)),
  accepts("that drips in byte by byte is read", drip(2, 200, { body: message })),
  accepts("after an early hint is read", raw(`HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n${WHOLE}`)),
  accepts("of HTTP/1.0 is read", rawThenClose(`HTTP/1.0 200 OK\r\n${TYPE}\r\n${latin1}`)),
  accepts("without a reason phrase is read", raw(WHOLE.replace("200 OK", "200 "))),
  accepts("with a reason phrase that is not ASCII is read", raw(WHOLE.replace("OK", "In Ordnung, natürlich"))),
  accepts("with headers of 8 KiB is read", ok(message, { "x-filler": "x".repeat(8000) })),
  accepts("of another content type is read as the JSON that it is", ok(message, { "content-type": "text/plain" })),
  {
    title: "in the 2xx that is not 200 is a success",
    api: [respond(202, { body: { message_id: "message-1" } })],
    call: sendMessage,
    want: { requests: 1, value: { message_id: "message-1" } },
  },
  {
    title: "of 204 has no value",
    api: [respond(204)],
    call: deleteMessage,
    want: { requests: 1, check: ({ value }) => expect(value).toBeUndefined() },
  },
  {
    title: "of 200 without a body has no value",
    api: [empty(200)],
    call: deleteMessage,
    want: { requests: 1, check: ({ value }) => expect(value).toBeUndefined() },
  },
  {
    title: "keeps texts that look like dates as texts",
    api: [ok({ message_id: "2026-01-01", accepted_time: "2026-01-01T00:00:00Z" })],
    call: sendMessage,
    want: { requests: 1, value: { message_id: "2026-01-01", accepted_time: "2026-01-01T00:00:00Z" } },
  },
  {
    title: "with a member named __proto__ pollutes no prototype",
    api: [raw(`HTTP/1.1 200 OK\r\n${TYPE}content-length: 32\r\n\r\n{"__proto__":{"polluted":"yes"}}`)],
    call: readMessage,
    want: { requests: 1, check: () => expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false) },
  },
  {
    title: "longer than its length is cut there, and is not JSON",
    api: [rawThenClose(WHOLE.replace(`content-length: ${length}`, "content-length: 9"))],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", members: { status: 200 } } },
  },
  {
    title: "of 304 that nobody asked for is an error",
    api: [respond(304)],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", members: { status: 304 } } },
  },
  {
    title: "with a status below 600 that HTTP does not name is an error",
    api: [respond(599)],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", members: { status: 599 } } },
  },
  {
    title: "with a status that HTTP does not have is not a response",
    api: [raw("HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\n{}")],
    options: { retry: false },
    call: sendMessage,
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown" } },
  },
  {
    // RFC 9110 section 15.2 would have it ignored; undici, which is Node's fetch, takes it for a broken server.
    title: "after a 100 that nobody asked for is not a response",
    api: [raw(`HTTP/1.1 100 Continue\r\n\r\n${WHOLE}`)],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "that switches protocols is not a response",
    api: [rawThenClose("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n")],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
]);
