import { html, ok, resetOnConnection, resetOnRequest, respond } from "../src/behaviours.ts";
import { readMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import { BROKEN, STALLED } from "../src/faults.ts";
import type { Behaviour } from "../src/raw-server.ts";
import type { Scenario } from "../src/scenario.ts";

const message = { id: "message-1" };
const fine = ok(message);

const REPEATED_STATUSES = [408, 429, 500, 502, 503, 504];
const FINAL_STATUSES = [400, 401, 403, 404, 405, 409, 410, 413, 418, 422, 451, 501, 505, 507, 511];

const recovers = (fault: string, behaviour: Behaviour, options?: Scenario["options"]): Scenario => ({
  title: `is repeated after ${fault}`,
  api: [behaviour, fine],
  ...(options && { options }),
  call: readMessage,
  // A busy machine may let a further attempt run out of time.
  want: { requests: options ? [2, 3] : 2, value: message },
});

faultSuite("a read", [
  ...Object.entries(BROKEN).map(([fault, behaviour]) => recovers(fault, behaviour)),
  ...Object.entries(STALLED).map(([fault, behaviour]) => recovers(fault, behaviour, { timeoutMs: 400 })),
  recovers("a reset as soon as it is connected", resetOnConnection),
  ...REPEATED_STATUSES.map((status) => recovers(`a ${status}`, respond(status))),
  ...FINAL_STATUSES.map(
    (status): Scenario => ({
      title: `is not repeated after a ${status}`,
      api: [respond(status), fine],
      call: readMessage,
      want: {
        requests: 1,
        error: {
          kind: "ApiError",
          attempts: 1,
          outcome: status >= 500 ? "unknown" : "rejected",
          members: { status, operation: "Messages_GetMessage", method: "GET" },
        },
      },
    }),
  ),
  {
    title: "gets its response after two different faults",
    api: [resetOnRequest, html(502), fine],
    call: readMessage,
    want: { requests: 3, value: message },
  },
  {
    title: "ends with the last response when the retries are used up",
    api: [respond(503), respond(502), respond(500), fine],
    call: readMessage,
    want: {
      requests: 3,
      error: { kind: "ApiError", outcome: "unknown", attempts: 3, members: { status: 500 } },
    },
  },
  {
    title: "ends with the last error when the retries are used up, its cause kept",
    api: [resetOnRequest],
    call: readMessage,
    want: {
      requests: 3,
      error: {
        kind: "ConnectionError",
        outcome: "unknown",
        attempts: 3,
        message: /^GET http:\/\/127\.0\.0\.1:\d+\/v1\/projects\/project-\d+\/messages\/message-1: no response, /,
      },
    },
  },
  {
    title: "has the worst outcome of its attempts and not the last one's",
    api: [resetOnRequest, respond(400)],
    call: readMessage,
    want: {
      requests: 2,
      error: { kind: "ApiError", outcome: "unknown", attempts: 2, members: { status: 400 } },
    },
  },
  {
    title: "has the worst outcome of its attempts, also where the last was not sent at all",
    api: [resetOnRequest],
    options: ({ api }) => ({ onAttempt: ({ attempt }) => void (attempt === 1 && api.stopListening()) }),
    call: readMessage,
    want: {
      requests: 1,
      error: { kind: "ConnectionError", outcome: "unknown", attempts: 3, message: /ECONNREFUSED$/ },
    },
  },
]);
