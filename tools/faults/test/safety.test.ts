import { bearer } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { expect } from "vitest";
import { ok } from "../src/behaviours.ts";
import { sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";
import { exposedBy, FIXED_TOKEN, MESSAGE_TEXT, SECRET_HEADER, secretsIn } from "../src/secrets.ts";
import type { StageOptions } from "../src/stage.ts";

const stays = (id: string, want: string): Scenario => ({
  title: `stays in its segment: ${JSON.stringify(id)}`,
  call: async ({ conversation, batch }) => {
    await conversation.messages.get(id);
    await conversation.GET("/messages/{message_id}", { params: { path: { message_id: id } } });
    await batch.messages.get(id);
  },
  want: {
    requests: 3,
    severalCalls: true,
    check({ stage: { api, options } }) {
      const target = `/v1/projects/${options.projectId}/messages/${want}`;
      expect(api.arrivals.map((arrival) => arrival.target)).toEqual([target, target, target]);
    },
  },
});

const refused = (id: string): Scenario => ({
  title: `is refused before anything is sent: ${JSON.stringify(id)}`,
  call: async ({ conversation, batch }) => {
    const calls = [
      conversation.messages.get(id),
      conversation.GET("/messages/{message_id}", { params: { path: { message_id: id } } }),
      batch.messages.get(id),
      conversation.conversations.stop(id),
    ];
    return (await Promise.allSettled(calls)).map((settled) => Object(settled).reason?.name);
  },
  want: { requests: 0, value: ["TypeError", "TypeError", "TypeError", "TypeError"] },
});

faultSuite("an id", [
  stays("a/b", "a%2Fb"),
  stays("../../projects/other/messages/1", "..%2F..%2Fprojects%2Fother%2Fmessages%2F1"),
  stays("..%2F..", "..%252F.."),
  stays("%2e%2e", "%252e%252e"),
  stays("a\\..\\b", "a%5C..%5Cb"),
  stays("a?b=c", "a%3Fb%3Dc"),
  stays("a#b", "a%23b"),
  stays("a b\tc", "a%20b%09c"),
  stays("a\r\nhost: evil", "a%0D%0Ahost%3A%20evil"),
  stays("a:b@c;d,e&f=g+h", "a%3Ab%40c%3Bd%2Ce%26f%3Dg%2Bh"),
  stays("ünï 🙂", "%C3%BCn%C3%AF%20%F0%9F%99%82"),
  stays("...", "..."),
  stays("\0", "%00"),
  ...["", ".", "..", "\ud800"].map(refused),
]);

const withHeaders = (title: string, headers: Record<string, string>, message: RegExp): Scenario => ({
  title,
  call: (stage) => sendMessage(stage, { headers }),
  want: { requests: 0, error: { kind: "TypeError", message } },
});

faultSuite("a header", [
  withHeaders("with a line break is refused by name", { "x-key": "hunter2\r\nx-other: 1" }, /headers\.x-key/),
  withHeaders("with a lone line feed is refused by name", { "x-key": "hunter2\nx-other: 1" }, /headers\.x-key/),
  withHeaders("with a null byte is refused by name", { "x-key": "hunter2\0" }, /headers\.x-key/),
  withHeaders("beyond Latin-1 is refused by name", { "x-key": "hunter2 🙂" }, /headers\.x-key/),
  withHeaders("with an invalid name is refused", { "x key": "hunter2" }, /"x key"/),
  withHeaders("that auth sets is refused", { Authorization: "Bearer hunter2" }, /Authorization, which auth sets/),
  {
    title: "with a line break is refused when the client is made",
    call: async ({ options }) => createConversationClient({ ...options, headers: { "x-key": "hunter2\n" } }),
    want: { requests: 0, error: { kind: "TypeError", message: /^createConversationClient: headers\.x-key/ } },
  },
  {
    title: "of client and call arrives as it was given",
    options: { headers: { "x-client": "1" } },
    call: (stage) => sendMessage(stage, { headers: { "x-call": "a\tb" } }),
    want: {
      requests: 1,
      check: ({ stage }) => expect(stage.api.arrivals[0]?.headers).toMatchObject({ "x-client": "1", "x-call": "a\tb" }),
    },
  },
  {
    title: "of a token that a function returns is checked before it is sent",
    options: { auth: bearer(() => "hunter2\r\nx-other: 1") },
    call: sendMessage,
    want: { requests: 0, error: { kind: "AuthError", outcome: "not-sent" } },
  },
]);

const baseUrlIsRefused = (baseUrl: string): Scenario => ({
  title: `is refused: ${baseUrl}`,
  call: async ({ options }) => {
    expect(() => createBatchClient({ ...options, baseUrl })).toThrow(/^createBatchClient: baseUrl is /);
    return createConversationClient({ ...options, baseUrl });
  },
  want: { requests: 0, error: { kind: "TypeError", message: /^createConversationClient: baseUrl is / } },
});

const baseUrlIsTaken = (baseUrl: string, options: Partial<StageOptions> = {}): Scenario => ({
  title: `is taken: ${baseUrl}${options.allowInsecureRequests ? ", where that is allowed" : ""}`,
  call: async (stage) => Object.keys(createConversationClient({ ...stage.options, ...options, baseUrl })).length > 0,
  want: { requests: 0, value: true },
});

faultSuite("baseUrl", [
  ...[
    "ftp://127.0.0.1",
    "file:///etc",
    "127.0.0.1:80",
    "//127.0.0.1",
    "javascript:alert(1)",
    "https://user:hunter2@127.0.0.1",
    "https://127.0.0.1?a=b",
    "https://127.0.0.1#a",
    "",
    "http://api.example.com",
    "http://10.0.0.1",
    "http://128.0.0.1",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://[::2]",
  ].map(baseUrlIsRefused),
  ...[
    "http://localhost:1",
    "http://api.localhost",
    "http://127.9.9.9",
    "http://[::1]:1",
    "https://api.example.com",
  ].map((baseUrl) => baseUrlIsTaken(baseUrl)),
  baseUrlIsTaken("http://api.example.com", { allowInsecureRequests: true }),
]);

faultSuite("a client", [
  {
    title: "that is logged, with its credential, says nothing secret",
    oauth2: {},
    call: async (stage) => {
      await sendMessage(stage, { headers: SECRET_HEADER });
      return [stage.conversation, stage.batch, stage.options.auth].flatMap((one) => secretsIn(exposedBy(one)));
    },
    want: { requests: 1, value: [] },
  },
]);

/** Of a request that the platform makes without a client: what else arrives is the platform's own. */
const bareHeaders = { authorization: "none", "content-type": "application/json", "user-agent": "bare" };

faultSuite("a request", [
  {
    title: "carries the credential once, the body as JSON, the name of the client, and no further header",
    api: [ok({ message_id: "message-1" })],
    call: async (stage) => {
      await sendMessage(stage);
      await stage.options.fetch?.(stage.other.url, {
        method: "POST",
        headers: bareHeaders,
        body: "{}",
        cache: "no-store",
      });
    },
    want: {
      requests: 1,
      otherRequests: 1,
      check({ stage: { api, other, options } }) {
        const [sent] = api.arrivals;
        const [bare] = other.arrivals;
        expect(sent?.target).toBe(`/v1/projects/${options.projectId}/messages:send`);
        expect(sent?.headers).toMatchObject({
          authorization: `Bearer ${FIXED_TOKEN}`,
          "content-type": "application/json",
        });
        expect(Object.keys(sent?.headers ?? {}).sort()).toEqual(Object.keys(bare?.headers ?? {}).sort());
        expect(sent?.headers["user-agent"]).toMatch(/^@sinch-fetch\/conversation\/\d+\.\d+\.\d+/);
        expect(JSON.parse(sent?.body ?? "")).toEqual({
          app_id: "app-1",
          recipient: { contact_id: "contact-1" },
          message: { text_message: { text: MESSAGE_TEXT } },
        });
      },
    },
  },
  {
    title: "keeps the project in its segment",
    options: { projectId: "a/../b" },
    call: sendMessage,
    want: {
      requests: 1,
      check: ({ stage }) => expect(stage.api.arrivals[0]?.target).toBe("/v1/projects/a%2F..%2Fb/messages:send"),
    },
  },
  {
    title: "goes below the path of baseUrl",
    options: ({ api }) => ({ baseUrl: `${api.url}/proxy/` }),
    call: sendMessage,
    want: {
      requests: 1,
      check: ({ stage }) => expect(stage.api.arrivals[0]?.target).toMatch(/^\/proxy\/v1\/projects\/.*\/messages:send$/),
    },
  },
]);
