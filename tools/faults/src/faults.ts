import {
  closeOnRequest,
  deaf,
  raw,
  rawThenClose,
  rawThenReset,
  resetOnFirstByte,
  resetOnHead,
  resetOnRequest,
  silence,
} from "./behaviours.ts";
import type { Behaviour } from "./raw-server.ts";

/** A fault and what to call it. */
export interface Fault {
  readonly fault: string;
  readonly behaviour: Behaviour;
}

const JSON_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/** Faults of which the client sees by itself that no response comes, or not all of it. */
export const BROKEN: readonly Fault[] = [
  { fault: "a reset before the request was read", behaviour: resetOnFirstByte },
  { fault: "a reset after the request's head", behaviour: resetOnHead },
  { fault: "a reset after the request", behaviour: resetOnRequest },
  { fault: "a close after the request", behaviour: closeOnRequest },
  { fault: "a reset within the response's head", behaviour: rawThenReset("HTTP/1.1 200 OK\r\ncontent-le") },
  { fault: "a close within the response's head", behaviour: rawThenClose("HTTP/1.1 200 OK\r\ncontent-le") },
  { fault: "a reset within the body", behaviour: rawThenReset(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`) },
  { fault: "a body shorter than its length", behaviour: rawThenClose(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`) },
  {
    fault: "chunks that break off",
    behaviour: rawThenClose(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n`),
  },
  {
    fault: "a chunk without a size",
    behaviour: rawThenClose(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\nnonsense\r\n{}\r\n0\r\n\r\n`),
  },
  { fault: "a response that is not HTTP", behaviour: rawThenClose("SSH-2.0-OpenSSH_9.9\r\n\r\n") },
  {
    fault: "two lengths that differ",
    behaviour: rawThenClose(`${JSON_HEAD}content-length: 2\r\ncontent-length: 20\r\n\r\n{}`),
  },
  {
    fault: "headers without end",
    behaviour: rawThenClose(`${JSON_HEAD}x-filler: ${"x".repeat(100_000)}\r\n\r\n{}`),
  },
];

/** Faults that only a time limit ends. */
export const STALLED: readonly Fault[] = [
  { fault: "a server that takes the connection and reads nothing", behaviour: deaf },
  { fault: "a server that takes the request and says nothing", behaviour: silence },
  { fault: "silence after the response's head", behaviour: raw(`${JSON_HEAD}content-length: 50\r\n\r\n`) },
  { fault: "a body that stalls", behaviour: raw(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`) },
];
