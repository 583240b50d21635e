import { expect } from "vitest";
import { html, ok, rawThenReset, resetOnRequest, respond } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import { QUERY_VALUE, SECRET_HEADER } from "../src/secrets.ts";

const BODY_BOUND = 65_536;

faultSuite("an error", [
  {
    title: "says what the Conversation API's error body says",
    api: [
      respond(400, {
        body: {
          error: { code: 400, message: "no such app", status: "INVALID_ARGUMENT", details: [{ field: "app_id" }] },
        },
      }),
    ],
    call: sendMessage,
    want: {
      requests: 1,
      error: {
        kind: "ApiError",
        outcome: "rejected",
        message: /: 400 INVALID_ARGUMENT: no such app$/,
        members: { code: 400, statusName: "INVALID_ARGUMENT", details: [{ field: "app_id" }] },
      },
    },
  },
  {
    title: "says what the Batch API's flat error body says",
    api: [respond(403, { body: { code: 7, message: "not yours", status: "PERMISSION_DENIED", details: [] } })],
    call: ({ batch }) => batch.messages.get("batch-1"),
    want: {
      requests: 1,
      error: { kind: "ApiError", members: { status: 403, code: 7, statusName: "PERMISSION_DENIED" } },
    },
  },
  {
    title: "says what a problem document says",
    api: [
      respond(400, {
        body: { type: "about:blank", title: "Bad Request", detail: "no such region" },
        headers: { "content-type": "application/problem+json" },
      }),
    ],
    call: readMessage,
    want: { requests: 1, error: { kind: "ApiError", message: /: 400: no such region$/ } },
  },
  {
    title: "keeps a proxy's page as text",
    api: [html(403)],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", members: { status: 403, body: "<html><h1>403</h1></html>" } } },
  },
  {
    title: "keeps half a JSON document as text",
    api: [respond(400, { body: '{"error":' })],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", members: { status: 400, body: '{"error":' } } },
  },
  {
    title: "has no body where the response had none",
    api: [respond(403)],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", members: { status: 403, body: undefined } } },
  },
  {
    title: "keeps a text only up to its bound",
    api: [respond(400, { body: "x".repeat(200_000), headers: { "content-type": "text/plain" } })],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", members: { body: "x".repeat(BODY_BOUND) } } },
  },
  {
    title: "keeps a 200 that is not JSON only up to its bound",
    api: [respond(200, { body: "x".repeat(200_000), headers: { "content-type": "text/plain" } })],
    call: sendMessage,
    want: { requests: 1, error: { kind: "ApiError", outcome: "unknown", members: { body: "x".repeat(BODY_BOUND) } } },
  },
  {
    title: "keeps a body that is a few values deep and no error shape",
    api: [respond(409, { body: [1, null, { error: null }] })],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ApiError", members: { status: 409, body: [1, null, { error: null }], details: [] } },
    },
  },
  {
    title: "of a 200 that is not JSON holds its text",
    api: [html(200)],
    call: readMessage,
    want: {
      requests: 1,
      error: {
        kind: "ApiError",
        outcome: "unknown",
        attempts: 1,
        members: { status: 200, body: "<html><h1>200</h1></html>" },
      },
    },
  },
  {
    title: "keeps the headers of the response",
    api: [respond(400, { headers: { "x-request-id": "request-1" } })],
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ApiError" },
      check: ({ error }) => expect(Object(error).headers.get("x-request-id")).toBe("request-1"),
    },
  },
  {
    title: "keeps a query and its values to itself",
    api: [respond(404, { body: { error: { code: 404, message: "no such contact", status: "NOT_FOUND" } } })],
    call: ({ conversation }) => conversation.messages.get("message-1", { messages_source: "DISPATCH_SOURCE" }),
    want: {
      requests: 1,
      error: { kind: "ApiError" },
      check: ({ error }) => expect(Object(error).url).not.toMatch(/[?#]/),
    },
  },
  {
    title: "keeps the values of a query to itself also where no response came",
    api: [resetOnRequest],
    call: async ({ conversation }) => {
      for await (const _ of conversation.contacts.list({ identity: QUERY_VALUE, external_id: QUERY_VALUE }));
    },
    want: { requests: 3, error: { kind: "ConnectionError", attempts: 3 } },
  },
  {
    title: "keeps headers that the caller added to itself",
    api: [respond(500)],
    call: (stage) => sendMessage(stage, { headers: SECRET_HEADER }),
    want: {
      requests: 1,
      error: { kind: "ApiError" },
      check: ({ stage }) => expect(stage.api.arrivals[0]?.headers).toMatchObject(SECRET_HEADER),
    },
  },
  {
    title: "keeps token, text and headers to itself when the response breaks off",
    api: [rawThenReset("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{")],
    oauth2: {},
    call: (stage) => sendMessage(stage, { headers: SECRET_HEADER }),
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown" } },
  },
  {
    title: "at the wire level is a response, whatever its status",
    api: [respond(404, { body: { error: { code: 404, message: "no such message", status: "NOT_FOUND" } } })],
    call: async ({ conversation }) => {
      const params = { path: { message_id: "message-1" } };
      const { data, error, response } = await conversation.GET("/messages/{message_id}", { params });
      return { data, error, status: response.status };
    },
    want: {
      requests: 1,
      value: {
        data: undefined,
        error: { error: { code: 404, message: "no such message", status: "NOT_FOUND" } },
        status: 404,
      },
    },
  },
  {
    title: "at the wire level is thrown where no response came",
    api: [resetOnRequest],
    call: ({ conversation }) =>
      conversation.POST("/conversations/{conversation_id}:stop", {
        params: { path: { conversation_id: "1" } },
      }),
    want: { requests: 1, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "at the wire level counts the attempts of a response that is not JSON",
    api: [respond(503), html(200), ok({})],
    call: ({ conversation }) =>
      conversation.GET("/messages/{message_id}", { params: { path: { message_id: "message-1" } } }),
    want: { requests: 2, error: { kind: "ApiError", outcome: "unknown", attempts: 2, members: { status: 200 } } },
  },
]);
