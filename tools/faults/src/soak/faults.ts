import {
  closeOnRequest,
  html,
  raw,
  rawThenClose,
  rawThenReset,
  resetOnHead,
  resetOnRequest,
  respond,
  silence,
} from "../behaviours.ts";
import type { Behaviour } from "../raw-server.ts";

const JSON_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
const waitNot = { headers: { "retry-after": "0" } };

/** What goes wrong with one request of a call, and what the server does for it; nothing where it is the client's to do. */
export const FAULTS = [
  ["refused connection", undefined],
  ["reset on head", resetOnHead],
  ["reset", resetOnRequest],
  ["close", closeOnRequest],
  ["reset within head", rawThenReset("HTTP/1.1 200 OK\r\ncontent-le")],
  ["body breaks off", rawThenClose(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`)],
  ["chunks break off", rawThenClose(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n`)],
  ["not HTTP", rawThenClose("SSH-2.0-OpenSSH_9.9\r\n\r\n")],
  ["408", respond(408)],
  ["429", respond(429)],
  ["429 with Retry-After", respond(429, waitNot)],
  ["500", respond(500, { body: { code: 500, message: "broken", status: "INTERNAL" } })],
  ["502 page", html(502)],
  ["503 with Retry-After", respond(503, waitNot)],
  ["504", respond(504)],
  ["silence", silence],
  ["stalled body", raw(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`)],
  ["not JSON", html(200)],
  ["caller aborts", undefined],
] as const satisfies readonly (readonly [string, Behaviour | undefined])[];

export type FaultKind = (typeof FAULTS)[number][0];

/** What the server does for a fault. */
export const BEHAVIOURS: ReadonlyMap<FaultKind, Behaviour | undefined> = new Map(FAULTS);

/** Faults by which the server says that it did nothing, or has seen too little to do anything. */
export const NOT_ACTED: readonly FaultKind[] = ["reset on head", "408", "429", "429 with Retry-After"];
