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

const JSON_HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/** Faults of which the client sees by itself that no response comes, or not all of it. */
export const BROKEN: Readonly<Record<string, Behaviour>> = {
  "a reset before the request was read": resetOnFirstByte,
  "a reset after the request's head": resetOnHead,
  "a reset after the request": resetOnRequest,
  "a close after the request": closeOnRequest,
  "a reset within the response's head": rawThenReset("HTTP/1.1 200 OK\r\ncontent-le"),
  "a close within the response's head": rawThenClose("HTTP/1.1 200 OK\r\ncontent-le"),
  "a reset within the body": rawThenReset(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`),
  "a body shorter than its length": rawThenClose(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`),
  "chunks that break off": rawThenClose(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n`),
  "a chunk without a size": rawThenClose(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\nnonsense\r\n{}\r\n0\r\n\r\n`),
  "a response that is not HTTP": rawThenClose("SSH-2.0-OpenSSH_9.9\r\n\r\n"),
  "two lengths that differ": rawThenClose(`${JSON_HEAD}content-length: 2\r\ncontent-length: 20\r\n\r\n{}`),
  "headers without end": rawThenClose(`${JSON_HEAD}x-filler: ${"x".repeat(100_000)}\r\n\r\n{}`),
};

/** Faults that only a time limit ends. */
export const STALLED: Readonly<Record<string, Behaviour>> = {
  "a server that takes the connection and reads nothing": deaf,
  "a server that takes the request and says nothing": silence,
  "silence after the response's head": raw(`${JSON_HEAD}content-length: 50\r\n\r\n`),
  "a body that stalls": raw(`${JSON_HEAD}content-length: 50\r\n\r\n{"id":`),
};
