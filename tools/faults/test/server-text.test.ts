import { expect } from "vitest";
import { ok, redirect, respond } from "../src/behaviours.ts";
import { type ResourceCall, readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { exposedBy } from "../src/secrets.ts";

/** What would end a line of a log, move a terminal's cursor or clear its screen. */
const CONTROLS: Readonly<Record<string, string>> = {
  "a line break": "\r\n",
  "a line separator": "\u2028",
  "an escape sequence": "\u001b[2J\u001b]0;title\u0007",
  "a control character of one byte": "\u009b31m",
  "a null byte": "\0",
  "a deletion": "\b\u007f",
};
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

const clean = ([what, control]: readonly [string, string]): Scenario[] => [
  {
    title: `in a message of the API does not reach the error's: ${what}`,
    api: [respond(400, { body: { error: { message: `no ${control} app`, status: `INVALID${control}` } } })],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ApiError", message: /no .* app$/ },
      check: ({ error }) => expect(Object(error).message).not.toMatch(CONTROL),
    },
  },
  {
    title: `in a member that is missing does not reach the error's message: ${what}`,
    api: [respond(200, { body: { [`message_id${control}`]: control } })],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ApiError", outcome: "unknown" },
      check: ({ error }) => expect(Object(error).message).not.toMatch(CONTROL),
    },
  },
  {
    title: `in what the token endpoint says reaches no part of the error: ${what}`,
    oauth2: {},
    tokens: [respond(400, { body: { error: `e${control}`, error_description: `d${control}` } })],
    call: sendMessage,
    want: {
      requests: 0,
      error: { kind: "AuthError", members: { status: 400 } },
      check({ error }) {
        const { message, error: code, errorDescription } = Object(error);
        for (const text of [message, code, errorDescription]) expect(text).not.toMatch(CONTROL);
      },
    },
  },
  {
    title: `in a platform's error does not reach a message, causes included: ${what}`,
    options: {
      fetch: () =>
        Promise.reject(Object.assign(new Error(`a${control}`), { code: `E${control}`, cause: `b${control}` })),
    },
    call: sendMessage,
    want: {
      requests: 0,
      error: { kind: "ConnectionError", outcome: "unknown" },
      check({ error }) {
        const { message, cause } = Object(error);
        for (const text of [message, cause.message, cause.cause]) expect(text).not.toMatch(CONTROL);
      },
    },
  },
];

faultSuite("text of a server", [
  ...Object.entries(CONTROLS).flatMap(clean),
  {
    title: "of any length is cut in the message",
    api: [respond(400, { body: { error: { code: 400, message: "x".repeat(100_000), status: "INVALID_ARGUMENT" } } })],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ApiError" },
      check: ({ error }) => expect(Object(error).message.length).toBeLessThan(2200),
    },
  },
]);

const withUser = (url: string): string => url.replace("://", "://somebody:opensesame@");

const hidesUser = (title: string, call: ResourceCall, status: number, other: number): Scenario => ({
  title: `in a Location stays out of the error of ${title}`,
  api: (servers) => [redirect(status, `${withUser(servers.other.url)}/elsewhere?a=opensesame#opensesame`)],
  other: [respond(404)],
  call,
  want: {
    requests: 1,
    otherRequests: other,
    error: { kind: "ApiError", outcome: "rejected" },
    check({ stage, error }) {
      const { message, stack, url } = Object(error);
      expect([message, stack, url, JSON.stringify(error)].join("\n")).not.toMatch(/opensesame|somebody/);
      for (const arrival of stage.other.arrivals) expect(arrival.headers).not.toHaveProperty("authorization");
    },
  },
});

faultSuite("a user part", [
  hidesUser("a read that follows it", readMessage, 302, 1),
  hidesUser("a send that does not", sendMessage, 307, 0),
  {
    title: "in a Location of the same origin is not sent, and the credential is",
    api: ({ api }) => [redirect(307, `${withUser(api.url)}/elsewhere`), ok({ message_id: "message-1" })],
    call: sendMessage,
    want: {
      requests: 2,
      severalCalls: true,
      check({ stage }) {
        const [first, second] = stage.api.arrivals.map(({ headers }) => headers.authorization);
        expect(second).toBe(first);
      },
    },
  },
  {
    title: "in a Location that no connection can be made to stays out of the error and its causes",
    api: ({ other }) => {
      other.stopListening();
      return [redirect(302, `${withUser(other.url)}/elsewhere`)];
    },
    options: { retry: false },
    call: readMessage,
    want: {
      requests: 1,
      error: { kind: "ConnectionError" },
      check: ({ error }) => expect(exposedBy(error)).not.toMatch(/opensesame|somebody/),
    },
  },
]);
