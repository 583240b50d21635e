import { createConversationClient } from "@sinch-fetch/conversation";
import { ok, respond } from "../src/behaviours.ts";
import { readMessage, sendBatch, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";

const times = (count: number, call: () => Promise<unknown>): Promise<unknown>[] => Array.from({ length: count }, call);

faultSuite("requestsPerSecond", [
  {
    title: "spaces the requests that both clients of a project make at once",
    api: [ok({})],
    options: { requestsPerSecond: 100 },
    call: (stage) => Promise.all([...times(10, () => readMessage(stage)), ...times(10, () => sendBatch(stage))]),
    want: {
      requests: 20,
      severalCalls: true,
      atLeastMs: 190,
    },
  },
  {
    title: "holds over more than a second",
    api: [ok({})],
    options: { requestsPerSecond: 50 },
    call: (stage) => Promise.all(times(80, () => readMessage(stage))),
    want: { requests: 80, atLeastMs: 1580 },
  },
  {
    title: "spaces retries too",
    api: [respond(503), respond(503), respond(503), ok({})],
    options: { requestsPerSecond: 10, retry: { maxRetries: 3, baseDelayMs: 0, maxDelayMs: 0 } },
    call: (stage) => readMessage(stage),
    want: { requests: 4, atLeastMs: 300 },
  },
  {
    title: "leaves another project alone",
    api: [ok({})],
    options: { requestsPerSecond: 1 },
    call: async (stage) => {
      await readMessage(stage);
      const others = ["other-1", "other-2", "other-3"].map((name) =>
        createConversationClient({ ...stage.options, projectId: `${stage.options.projectId}-${name}` }),
      );
      await Promise.all(others.map((conversation) => readMessage({ ...stage, conversation }, { deadlineMs: 900 })));
    },
    // At one a second they would take three, and a call waits no longer than its deadline.
    want: { requests: 4, severalCalls: true },
  },
  {
    title: "keeps the wait for a turn out of the time of the attempt",
    api: [ok({})],
    options: { requestsPerSecond: 10, timeoutMs: 250, retry: false },
    call: (stage) => Promise.all(times(8, () => sendMessage(stage))),
    want: { requests: 8, atLeastMs: 700 },
  },
  {
    title: "sends nothing for a call that is aborted while it waits for its turn",
    api: [ok({})],
    options: { requestsPerSecond: 0.5 },
    call: async (stage) => {
      await readMessage(stage);
      setTimeout(() => stage.abort(), 100);
      return sendMessage(stage, { signal: stage.signal });
    },
    want: { requests: 1, severalCalls: true, error: { kind: "AbortError", outcome: "not-sent" } },
  },
  {
    title: "sends nothing for a call whose deadline comes before its turn",
    api: [ok({})],
    options: { requestsPerSecond: 0.1 },
    call: async (stage) => {
      await readMessage(stage);
      return sendMessage(stage, { deadlineMs: 300 });
    },
    want: {
      requests: 1,
      severalCalls: true,
      error: { kind: "TimeoutError", outcome: "not-sent", members: { timeoutMs: 300 } },
    },
  },
]);
