import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { ok, resetOnFirstByte, resetOnRequest, respond, respondThenClose, silence } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Stage } from "../src/stage.ts";

const fine = ok({ id: "message-1" });
const connectionsOf = ({ api }: Stage): number[] => api.arrivals.map(({ connection }) => connection);
/** A platform gives a connection back a little after the response's last byte. */
const setFree = (): Promise<void> => pause(30);

faultSuite("a connection", [
  {
    title: "is used again",
    api: [fine],
    call: async (stage) => {
      for (let call = 0; call < 3; call++) await readMessage(stage).then(setFree);
    },
    want: { requests: 3, check: ({ stage }) => expect(connectionsOf(stage)).toEqual([1, 1, 1]) },
  },
  {
    title: "is used again after an error response",
    api: [respond(400), fine],
    call: async (stage) => {
      await readMessage(stage).catch(setFree);
      return readMessage(stage);
    },
    want: { requests: 2, check: ({ stage }) => expect(connectionsOf(stage)).toEqual([1, 1]) },
  },
  {
    title: "that was closed between two sends is not used for the second",
    api: [respondThenClose(200, { body: { message_id: "message-1" } }), ok({ message_id: "message-1" })],
    call: async (stage) => {
      await sendMessage(stage);
      await pause(150);
      return sendMessage(stage);
    },
    want: {
      requests: 2,
      value: { message_id: "message-1" },
      check: ({ stage }) => expect(connectionsOf(stage)).toEqual([1, 2]),
    },
  },
  {
    title: "that went stale unseen fails a send, which is not repeated",
    api: [fine, resetOnFirstByte, fine],
    call: async (stage) => {
      await sendMessage(stage).then(setFree);
      return sendMessage(stage);
    },
    want: {
      requests: 2,
      error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 },
      check: ({ stage }) => expect(connectionsOf(stage)).toEqual([1, 1]),
    },
  },
  {
    title: "that went stale unseen costs a read one attempt",
    api: [fine, resetOnFirstByte, fine],
    call: async (stage) => {
      await readMessage(stage).then(setFree);
      return readMessage(stage);
    },
    want: {
      requests: 3,
      value: { id: "message-1" },
      check: ({ stage }) => expect(connectionsOf(stage)).toEqual([1, 1, 2]),
    },
  },
  {
    title: "that went stale unseen fails a read without retries: the platform makes none by itself",
    api: [fine, resetOnFirstByte, fine],
    options: { retry: false },
    call: async (stage) => {
      await readMessage(stage).then(setFree);
      return readMessage(stage);
    },
    want: { requests: 2, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
  {
    title: "that breaks takes none of the other calls with it",
    api: [resetOnRequest, fine],
    options: { retry: false },
    call: async (stage) => {
      const calls = await Promise.allSettled(Array.from({ length: 20 }, () => sendMessage(stage)));
      return calls.filter(({ status }) => status === "fulfilled").length;
    },
    want: { requests: 20, value: 19 },
  },
  {
    title: "that hangs holds none of the other calls",
    api: [silence, fine],
    options: { timeoutMs: 1500, retry: false },
    call: async (stage) => {
      const calls = await Promise.allSettled(Array.from({ length: 20 }, () => sendMessage(stage)));
      return calls.map((settled) => Object(settled).reason?.name ?? "responded").sort();
    },
    want: { requests: 20, value: ["TimeoutError", ...Array.from({ length: 19 }, () => "responded")] },
  },
  {
    title: "may be the wrong one for a host, which is a 421: the send was not acted on and reaches the server again",
    api: [respond(421), ok({ message_id: "message-1" })],
    call: (stage) => sendMessage(stage).catch(({ name, status, outcome }) => ({ name, status, outcome })),
    want: {
      // The fetch standard has platforms repeat it on another connection; where one does not, it is the response.
      requests: [1, 2],
      check({ stage: { api }, value }) {
        const refused = { name: "ApiError", status: 421, outcome: "rejected" };
        expect(value).toEqual(api.arrivals.length === 2 ? { message_id: "message-1" } : refused);
      },
    },
  },
]);
