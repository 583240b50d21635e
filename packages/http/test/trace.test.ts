import { tracingChannel } from "node:diagnostics_channel";
import createClient, { createQuerySerializer } from "openapi-fetch";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { resourcesOf } from "../src/call/resources.ts";
import { type CallTrace, tracedAs } from "../src/call/trace.ts";
import { createClientWith } from "../src/client-factory.ts";
import type { ClientOptions } from "../src/client-options.ts";
import { clientOptions, facts, type Paths, TOKEN } from "./messages-api.ts";
import { recordingFetch } from "./recording-fetch.ts";
import { rejection } from "./rejection.ts";

type Options = ClientOptions<"us" | "eu", "bearer">;

interface Resources {
  readonly messages: {
    send(body: object): Promise<{ message_id: string }>;
    get(messageId: string): Promise<{ message_id: string }>;
  };
}

const operations = {
  messages: {
    send: { id: "SendMessage", method: "POST", path: "/messages:send", body: true, result: ["message_id"] },
    get: { id: "GetMessage", method: "GET", path: "/messages/{message_id}" },
  },
} as const;

/** A client as generated code makes one, whose requests are answered with these responses, the last one again and again. */
function createMessagesClient(responses: readonly (() => Response)[], options: Partial<Options> = {}) {
  const remaining = [...responses];
  const { fetch } = recordingFetch(() => (remaining.shift() ?? responses.at(-1))?.() ?? Response.error());
  const retry = { baseDelayMs: 1 };
  return createClientWith(
    "createMessagesClient",
    { ...clientOptions, fetch, retry, ...options },
    {
      api: facts,
      operations,
      createClient: createClient<Paths>,
      createQuerySerializer,
      resources: (call) => resourcesOf<Resources>(operations, call),
    },
  );
}

/** Listens until the test ends. */
function listen() {
  const seen: { event: string; message: CallTrace }[] = [];
  const record = (event: string) => (message: object) =>
    void seen.push({ event, message: { ...message } as CallTrace });
  const subscribers = {
    start: record("start"),
    end: record("end"),
    asyncStart: record("asyncStart"),
    asyncEnd: record("asyncEnd"),
    error: record("error"),
  };
  const channel = tracingChannel("sinch-fetch:call");
  channel.subscribe(subscribers);
  onTestFinished(() => void channel.unsubscribe(subscribers));
  return seen;
}

const found = () => Response.json({ message_id: "m1" });
const busy = () => Response.json({ error: { code: 503, status: "UNAVAILABLE" } }, { status: 503 });

describe("the channel of calls", () => {
  test("shows a call of a resource from its beginning to its end, by its template", async () => {
    const seen = listen();

    await createMessagesClient([busy, found]).messages.get("46732001122");

    const start = {
      operation: "GetMessage",
      method: "GET",
      url: "https://us.api.test/v1/projects/{project_id}/messages/{message_id}",
    };
    const end = { ...start, status: 200, attempts: 2, outcome: undefined };
    expect(seen).toEqual([
      { event: "start", message: start },
      { event: "end", message: start },
      { event: "asyncStart", message: expect.objectContaining(end) },
      { event: "asyncEnd", message: expect.objectContaining(end) },
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/46732001122|my-project/);
  });

  test("shows the error that a call of a resource ends with", async () => {
    const seen = listen();

    const error = await rejection(createMessagesClient([busy]).messages.send({ text: "s3cret" }));

    expect(seen.map(({ event }) => event)).toEqual(["start", "end", "error", "asyncStart", "asyncEnd"]);
    expect(seen.at(-1)?.message).toMatchObject({
      operation: "SendMessage",
      status: 503,
      attempts: 1,
      outcome: "unknown",
    });
    expect(seen.at(-1)?.message.error).toBe(error);
    expect(JSON.stringify(seen)).not.toContain("s3cret");
    expect(JSON.stringify(seen)).not.toContain(TOKEN);
  });

  test("shows a success without its id as the error that it is", async () => {
    const seen = listen();

    const error = await rejection(createMessagesClient([() => Response.json({})]).messages.send({ text: "hi" }));

    expect(seen.at(-1)?.message).toMatchObject({ status: 200, error });
  });

  test("shows an error status at the wire level, which is a result there", async () => {
    const seen = listen();
    const client = createMessagesClient([busy], { retry: false });

    await client.GET("/messages/{message_id}", { params: { path: { message_id: "m1" } } });

    expect(seen.at(-1)).toMatchObject({
      event: "asyncEnd",
      message: { operation: "GetMessage", status: 503, attempts: 1, outcome: "unknown" },
    });
    expect(seen.at(-1)?.message).not.toHaveProperty("error");
  });

  test("shows a path that the description does not have without it", async () => {
    const seen = listen();

    await createMessagesClient([found]).GET("/anything");

    expect(seen[0]?.message).toEqual({
      operation: undefined,
      method: "GET",
      url: "https://us.api.test/v1/projects/{project_id}",
    });
  });

  test("runs the call inside of what a subscriber puts around it", async () => {
    const order: string[] = [];
    const channel = tracingChannel("sinch-fetch:call");
    const start = (message: unknown): void => {
      (message as CallTrace).around = (work) => {
        order.push("before");
        return work();
      };
    };
    channel.start.subscribe(start);
    onTestFinished(() => void channel.start.unsubscribe(start));
    const client = createMessagesClient([
      () => {
        order.push("fetch");
        return found();
      },
    ]);

    const message = await client.messages.get("m1");

    expect(order).toEqual(["before", "fetch"]);
    expect(message).toEqual({ message_id: "m1" });
  });
});

describe("tracedAs", () => {
  test("describes nothing while nobody listens", async () => {
    const describeWork = vi.fn(() => ({}));

    const result = await tracedAs("nothing")(describeWork, async (message) => ({ message }));

    expect(result).toEqual({ message: undefined });
    expect(describeWork).not.toHaveBeenCalled();
  });

  test.each([
    ["no process", undefined],
    ["a process without built-in modules by name", {}],
    ["no diagnostics channels", { getBuiltinModule: () => undefined }],
    ["no tracing channels", { getBuiltinModule: () => ({}) }],
  ])("does the work on a platform with %s", async (_platform, process) => {
    vi.stubGlobal("process", process);
    onTestFinished(() => void vi.unstubAllGlobals());

    const traced = tracedAs("call");

    expect(
      await traced(
        () => ({}),
        async () => "done",
      ),
    ).toBe("done");
  });
});
