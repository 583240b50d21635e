import type { OAuth2Options } from "@sinch-fetch/auth";
import { expect } from "vitest";
import { raw, rawThenClose, respond } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { formsOf, KEY_SECRETS, tokenNumber } from "../src/secrets.ts";

// That an error holds no secret in any form is what the suite itself wants of each.
const ECHOES = Object.entries(KEY_SECRETS).flatMap(([part, secret]) =>
  Object.entries(formsOf(secret)).map(([form, text]) => ({ echo: `the key's ${part}, ${form}`, text })),
);

const echoed = ({ echo, text }: { echo: string; text: string }): Scenario => ({
  title: `is removed from what the token endpoint says: ${echo}`,
  oauth2: {},
  tokens: [respond(401, { body: { error: `bad ${text} there`, error_description: `no ${text}, ${text}` } })],
  call: sendMessage,
  want: {
    requests: 0,
    error: {
      kind: "AuthError",
      outcome: "not-sent",
      attempts: 1,
      message: /^token endpoint: status 401: bad \[secret\]=* there, no \[secret\]=*, \[secret\]/,
      members: { errorDescription: expect.stringContaining("no [secret]") },
    },
  },
});

/** A `fetch` that fails with the credential in its messages, as one behind a proxy might. */
const failingWith = (text: string): Partial<OAuth2Options> => ({
  timeoutMs: 300,
  fetch: () =>
    Promise.reject(
      new TypeError(`fetch of ${text} failed`, {
        cause: new AggregateError([new Error(`one ${text}`)], `all of ${text}`, { cause: `because of ${text}` }),
      }),
    ),
});

const quoted = ({ echo, text }: { echo: string; text: string }): Scenario => ({
  title: `is removed from what a fetch throws, with its causes: ${echo}`,
  oauth2: failingWith(text),
  call: sendMessage,
  want: {
    requests: 0,
    tokenRequests: 0,
    error: { kind: "AuthError", members: { cause: { message: expect.stringContaining("fetch of [secret]") } } },
  },
});

faultSuite("a secret", [...ECHOES.map(echoed), ...ECHOES.map(quoted)]);

const TOKEN = tokenNumber(7);
const TOKEN_BODY = `{"access_token":"${TOKEN}","token_type":"bearer","expires_in":3600}`;
const OK = "HTTP/1.1 200 OK\r\n";

/** Bytes that are not HTTP, with a live token among them: undici's parser error keeps what it could not read. */
const MALFORMED: Readonly<Record<string, string>> = {
  "a body without a head": TOKEN_BODY,
  "an invalid status": `HTTP/1.1 ${TOKEN}\r\n\r\n${TOKEN_BODY}`,
  "a header without a name": `${OK}: ${TOKEN}\r\n\r\n${TOKEN_BODY}`,
  "a header with an invalid name": `${OK}x ${TOKEN} y: 1\r\n\r\n${TOKEN_BODY}`,
  "a header with a null byte": `${OK}x-token: ${TOKEN}\0\r\n\r\n`,
  "an invalid length": `${OK}content-length: ${TOKEN}\r\n\r\n${TOKEN_BODY}`,
  "two lengths": `${OK}content-length: 5\r\ncontent-length: 9\r\n\r\n${TOKEN_BODY}`,
  "a length and chunks": `${OK}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n${TOKEN_BODY}`,
  "a chunk without a size": `${OK}transfer-encoding: chunked\r\n\r\n${TOKEN_BODY}\r\n0\r\n\r\n`,
  "a chunk that breaks off": `${OK}transfer-encoding: chunked\r\n\r\nfff\r\n${TOKEN_BODY}`,
  "an invalid trailer": `${OK}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n${TOKEN_BODY}\r\n\r\n`,
  "headers without end": `${OK}x-token: ${TOKEN.repeat(4000)}`,
  "a protocol of another kind": `SSH-2.0-${TOKEN}\r\n`,
  "a coding that it is not in": `${OK}content-encoding: gzip\r\ncontent-length: ${TOKEN_BODY.length}\r\n\r\n${TOKEN_BODY}`,
};

faultSuite("a token in malformed bytes", [
  ...Object.entries(MALFORMED).map(
    ([fault, bytes]): Scenario => ({
      title: `of the token endpoint stays out of the error: ${fault}`,
      oauth2: { timeoutMs: 300 },
      tokens: [rawThenClose(bytes)],
      call: sendMessage,
      want: { requests: 0, tokenRequests: [1, 3], error: { kind: "AuthError", outcome: "not-sent", attempts: 1 } },
    }),
  ),
  ...Object.entries(MALFORMED).map(
    ([fault, bytes]): Scenario => ({
      title: `of the API stays out of the error: ${fault}`,
      api: [rawThenClose(bytes)],
      call: sendMessage,
      want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
    }),
  ),
  {
    title: "of the API stays out of the error, where it is not closed and its time is up",
    api: [raw(`${OK}transfer-encoding: chunked\r\n\r\nfff\r\n${TOKEN_BODY}`)],
    options: { timeoutMs: 200, retry: false },
    call: readMessage,
    want: { requests: 1, error: { kind: "TimeoutError", outcome: "unknown" } },
  },
]);
