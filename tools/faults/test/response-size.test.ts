import { expect } from "vitest";
import { ok, raw, respond } from "../src/behaviours.ts";
import { coded, ENCODERS, endless, gzipBomb } from "../src/bombs.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario, Want, WantedError } from "../src/scenario.ts";
import { issues } from "../src/token-endpoint.ts";

const BOMB = gzipBomb(560);
/** What a process may need beyond what it had: the default of 32 MiB a few times over, and no 560 MB. */
const ROOM_KILOBYTES = 250_000;
const MOST_BYTES = 10_000;

const tooLarge: WantedError = {
  kind: "ConnectionError",
  outcome: "unknown",
  attempts: 1,
  members: { cause: { code: "ERR_RESPONSE_TOO_LARGE" } },
};

/** Measures how far the process has ever grown, before a call and after it. */
const isBounded = (scenario: Scenario): Scenario => ({
  ...scenario,
  call(stage) {
    const { maxRSS } = process.resourceUsage();
    return scenario.call(stage).finally(() => {
      expect(process.resourceUsage().maxRSS - maxRSS).toBeLessThan(ROOM_KILOBYTES);
    });
  },
});

const endsTheCall = (what: string, behaviour: Behaviour, check?: Want["check"]): Scenario => ({
  title: `ends a send of which nothing is known: ${what}`,
  api: [behaviour, ok({ message_id: "message-1" })],
  options: { maxResponseBytes: MOST_BYTES },
  call: sendMessage,
  want: {
    requests: 1,
    error: tooLarge,
    ...(check && { check }),
  },
});
const leavesNoConnection: Want["check"] = ({ stage }) =>
  expect.poll(() => stage.api.openConnections(), { timeout: 3000 }).toBe(0);

const tooLong = JSON.stringify({ message_id: "m".repeat(MOST_BYTES) });

faultSuite("a body of more than maxResponseBytes", [
  isBounded({
    title: "that is 560 MB of gzip ends a send in little memory",
    api: [coded(200, "gzip", BOMB), ok({ message_id: "message-1" })],
    call: sendMessage,
    want: { requests: 1, error: tooLarge },
  }),
  isBounded({
    title: "that is 560 MB of gzip ends a read, which is not repeated: the same would come again",
    api: [coded(200, "gzip", BOMB), ok({ id: "message-1" })],
    call: readMessage,
    want: { requests: 1, error: tooLarge },
  }),
  isBounded({
    title: "that is 560 MB of gzip behind an error status is read no further either",
    api: [coded(400, "gzip", BOMB)],
    call: sendMessage,
    want: { requests: 1, error: tooLarge },
  }),
  isBounded({
    title: "that is 560 MB of gzip in gzip ends a send in little memory",
    api: [coded(200, "gzip, gzip", ENCODERS.gzip?.(BOMB) ?? BOMB)],
    call: sendMessage,
    want: { requests: 1, error: tooLarge },
  }),
  isBounded({
    title: "that has no end is ended, also at the wire level",
    api: [endless],
    call: ({ conversation }) =>
      conversation.POST("/messages:send", {
        body: {
          app_id: "app-1",
          recipient: { contact_id: "contact-1" },
          message: { text_message: { text: "hunter2 in a message" } },
        },
      }),
    want: { requests: 1, error: tooLarge },
  }),
  ...Object.entries(ENCODERS).map(([name, encode]) =>
    endsTheCall(`${name} of one byte too many`, coded(200, name, encode(Buffer.alloc(MOST_BYTES + 1, " ")))),
  ),
  endsTheCall("a length that says so", respond(200, { body: tooLong })),
  endsTheCall(
    "a length that says so, and no byte of it",
    raw("HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\n"),
    leavesNoConnection,
  ),
  endsTheCall("chunks without end", endless, leavesNoConnection),
  {
    title: "of one call is bounded by the call's own option",
    api: [respond(200, { body: tooLong })],
    call: (stage) => sendMessage(stage, { maxResponseBytes: 100 }),
    want: { requests: 1, error: tooLarge },
  },
]);

faultSuite("a body of maxResponseBytes", [
  ...Object.entries(ENCODERS).map(
    ([name, encode]): Scenario => ({
      title: `is read where it came as ${name}`,
      api: [coded(200, name, encode(Buffer.from(JSON.stringify({ id: "a" }).padEnd(MOST_BYTES))))],
      options: { maxResponseBytes: MOST_BYTES },
      call: readMessage,
      want: { requests: 1, value: { id: "a" } },
    }),
  ),
  {
    title: "is read where it came as it is",
    api: [raw(`HTTP/1.1 200 OK\r\ncontent-length: ${MOST_BYTES}\r\n\r\n${'{"id":"a"}'.padEnd(MOST_BYTES)}`)],
    options: { maxResponseBytes: MOST_BYTES },
    call: readMessage,
    want: { requests: 1, value: { id: "a" } },
  },
]);

faultSuite("a body of the token endpoint", [
  isBounded({
    title: "that is 560 MB of gzip is a failed try, in little memory",
    oauth2: {},
    tokens: [coded(200, "gzip", BOMB), issues()],
    api: [ok({ message_id: "message-1" })],
    call: sendMessage,
    want: { requests: 1, tokenRequests: 2, value: { message_id: "message-1" } },
  }),
]);
