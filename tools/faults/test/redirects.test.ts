import { type CallOptions, isSinchFetchError } from "@sinch-fetch/http";
import { expect } from "vitest";
import { ok, redirect, resetOnRequest, respond } from "../src/behaviours.ts";
import { deleteMessage, readMessage, sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { FIXED_TOKEN, KEY } from "../src/secrets.ts";
import type { Stage } from "../src/stage.ts";

const message = { id: "message-1" };
const fine = ok(message);
/** Nothing that arrived at the other host says who asked. */
const expectNoCredential = ({ other }: Stage): void => {
  for (const { headers } of other.arrivals) {
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("cookie");
  }
};

/** Calls whose body or effect is meant for one origin alone. */
const STAYING = {
  "a batch": sendBatch,
  "a DELETE": deleteMessage,
  "a DELETE with a body": (stage: Stage, options?: CallOptions) =>
    stage.batch.messages.cancel({ batch_id: "batch-1" }, options),
};

const followed = (status: number): Scenario => ({
  title: `of ${status} is followed by a read, with its credential, on the same host`,
  api: [redirect(status, "/elsewhere?a=1"), fine],
  call: readMessage,
  want: {
    requests: 2,
    severalCalls: true,
    value: message,
    check({ stage: { api } }) {
      expect(api.arrivals[1]).toMatchObject({ method: "GET", target: "/elsewhere?a=1" });
      expect(api.arrivals[1]?.headers.authorization).toBe(`Bearer ${FIXED_TOKEN}`);
    },
  },
});

const notFollowed = (status: number): Scenario => ({
  title: `of ${status} is the response to a send, which would become a GET`,
  api: [redirect(status, "/elsewhere"), fine],
  call: sendMessage,
  want: {
    requests: 1,
    error: { kind: "ApiError", outcome: status === 303 ? "unknown" : "rejected", attempts: 1, members: { status } },
  },
});

const followedBySend = (status: number): Scenario => ({
  title: `of ${status} is followed by a send with the same method and body`,
  api: [redirect(status, "/elsewhere"), ok({ message_id: "message-1" })],
  call: sendMessage,
  want: {
    requests: 2,
    severalCalls: true,
    value: { message_id: "message-1" },
    check({ stage: { api } }) {
      const [first, second] = api.arrivals;
      expect(second).toMatchObject({ method: "POST", target: "/elsewhere", body: first?.body });
      expect(second?.headers["content-type"]).toBe("application/json");
    },
  },
});

faultSuite("a redirect", [
  ...[301, 302, 303, 307, 308].map(followed),
  ...[301, 302, 303].map(notFollowed),
  ...[307, 308].map(followedBySend),
  {
    title: "to another host carries no credential",
    api: ({ other }) => [redirect(302, `${other.url}/elsewhere`)],
    other: [fine],
    call: readMessage,
    want: { requests: 1, otherRequests: 1, value: message, check: ({ stage }) => expectNoCredential(stage) },
  },
  {
    title: "of a read to another port of this host carries nothing of the caller's, nor does what follows it",
    api: ({ other }) => [redirect(307, `${other.url}/one`)],
    other: [redirect(307, "/two"), ok({ id: "message-1" })],
    call: (stage) => readMessage(stage, { headers: { cookie: "a=b", "x-tenant": "c" } }),
    want: {
      requests: 1,
      otherRequests: 2,
      check({ stage }) {
        expectNoCredential(stage);
        expect(stage.other.arrivals.some(({ headers }) => "x-tenant" in headers)).toBe(false);
      },
    },
  },
  {
    title: "of a send to another port of this host is the response",
    api: ({ other }) => [redirect(307, `${other.url}/one`)],
    other: [fine],
    call: sendMessage,
    want: {
      requests: 1,
      otherRequests: 0,
      error: { kind: "ApiError", outcome: "rejected", attempts: 1, members: { status: 307 } },
    },
  },
  ...Object.entries(STAYING).flatMap(([name, call]) =>
    [301, 302, 303, 307, 308].map(
      (status): Scenario => ({
        title: `of ${status} to another origin is the response to what is not a GET: ${name}`,
        api: ({ other }) => [redirect(status, `${other.url}/one`)],
        call: (stage) => call(stage, { headers: { "x-tenant": "c" } }),
        want: { requests: 1, otherRequests: 0, error: { kind: "ApiError", attempts: 1, members: { status } } },
      }),
    ),
  ),
  {
    title: "there and back again does not bring the credential back",
    api: ({ other }) => [redirect(307, `${other.url}/there`), fine],
    other: ({ api }) => [redirect(307, `${api.url}/back`)],
    call: readMessage,
    want: {
      requests: 2,
      otherRequests: 1,
      severalCalls: true,
      check({ stage }) {
        expectNoCredential(stage);
        expect(stage.api.arrivals.map(({ headers }) => "authorization" in headers)).toEqual([true, false]);
      },
    },
  },
  {
    title: "that never ends is given up after five",
    api: [redirect(307, "/round")],
    call: readMessage,
    want: {
      requests: 6,
      severalCalls: true,
      error: { kind: "ApiError", outcome: "rejected", attempts: 1, members: { status: 307 } },
    },
  },
  {
    title: "that names no place is the response",
    api: [respond(307), fine],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", members: { status: 307 } } },
  },
  {
    title: "to what is not a URL is the response",
    api: [redirect(307, "http://[nonsense"), fine],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", members: { status: 307 } } },
  },
  {
    title: "to another scheme is the response",
    api: [redirect(307, "ftp://127.0.0.1/file"), fine],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "rejected", members: { status: 307 } } },
  },
  {
    title: "with credentials in its URL sends none of them",
    api: ({ other }) => [redirect(307, other.url.replace("://", "://user:password@"))],
    other: [fine],
    options: { retry: false },
    // A platform may refuse such a URL or leave out the credentials.
    call: (stage) => readMessage(stage).catch(isSinchFetchError),
    want: { requests: 1, otherRequests: [0, 1], check: ({ stage }) => expectNoCredential(stage) },
  },
  {
    title: "to a place that fails once is asked for again from the start",
    api: ({ other }) => [redirect(307, `${other.url}/elsewhere`)],
    other: [respond(503), fine],
    call: readMessage,
    want: { requests: 2, otherRequests: 2, value: message },
  },
  {
    title: "of a send to a place that resets is not repeated",
    api: [redirect(307, "/elsewhere"), resetOnRequest],
    call: sendMessage,
    want: {
      requests: 2,
      severalCalls: true,
      error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 },
    },
  },
  {
    title: "of a DELETE is followed where the method stays",
    api: [redirect(308, "/elsewhere"), respond(200)],
    call: deleteMessage,
    want: {
      requests: 2,
      severalCalls: true,
      check: ({ stage }) => expect(stage.api.arrivals[1]).toMatchObject({ method: "DELETE", target: "/elsewhere" }),
    },
  },
  {
    title: "of the token request is not followed, so the key stays where it is",
    oauth2: {},
    tokens: ({ other }) => [redirect(307, `${other.url}/oauth2/token`)],
    call: sendMessage,
    want: {
      requests: 0,
      tokenRequests: 1,
      otherRequests: 0,
      error: { kind: "AuthError", outcome: "not-sent", members: { status: 307 } },
      check: ({ stage }) =>
        expect(stage.tokens.arrivals[0]?.headers.authorization).toBe(`Basic ${btoa(`${KEY.keyId}:${KEY.keySecret}`)}`),
    },
  },
]);
