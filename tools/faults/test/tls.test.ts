import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { createConversationClient } from "@sinch-fetch/conversation";
import { expect } from "vitest";
import { ok, redirect } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { type FaultServer, startFaultServer } from "../src/fault-server.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Behaviour } from "../src/raw-server.ts";
import { selfSigned } from "../src/self-signed.ts";
import type { Stage } from "../src/stage.ts";

const trusted = selfSigned();
setDefaultCACertificates([...getCACertificates("default"), trusted.cert]);

/** What a server in the clear says to the first bytes of TLS, which it cannot read. */
const refusedAtOnce: Behaviour = {
  at: "first byte",
  act: (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
};

/** Makes a call to a server that speaks TLS, and closes it. */
const overTls =
  (identity: typeof trusted, behaviour: (stage: Stage) => Behaviour, call: typeof readMessage) =>
  async (stage: Stage): Promise<unknown> => {
    const server: FaultServer = await startFaultServer(behaviour(stage), identity);
    const conversation = createConversationClient({ ...stage.options, baseUrl: server.url });
    try {
      return { value: await call({ ...stage, conversation }), arrivals: server.arrivals.length };
    } finally {
      await server.close();
    }
  };

faultSuite("over TLS, a call", [
  {
    title: "gets its response from a server whose certificate is trusted",
    call: overTls(trusted, () => ok({ id: "message-1" }), readMessage),
    want: { requests: 0, value: { value: { id: "message-1" }, arrivals: 1 } },
  },
  {
    title: "is not made to a server whose certificate is not trusted",
    call: overTls(selfSigned(), () => ok({ message_id: "message-1" }), sendMessage),
    want: { requests: 0, error: { kind: "ConnectionError", message: /SELF_SIGNED|CERT/ } },
  },
  {
    title: "is not redirected to a host in the clear",
    call: overTls(trusted, ({ other }) => redirect(307, other.url), readMessage),
    want: { requests: 0, otherRequests: 0, error: { kind: "ApiError", outcome: "rejected", members: { status: 307 } } },
  },
  {
    title: "is not made to a server that speaks none",
    api: [refusedAtOnce],
    options: ({ api }) => ({ baseUrl: api.url.replace("http:", "https:") }),
    call: sendMessage,
    want: {
      requests: 1,
      error: { kind: "ConnectionError", attempts: 1 },
      check: ({ stage }) => expect(stage.api.arrivals[0]).toMatchObject({ seen: "first byte", method: "", body: "" }),
    },
  },
  {
    title: "in the clear to a server that wants TLS has no response",
    call: async (stage) => {
      const server = await startFaultServer(ok({}), trusted);
      const conversation = createConversationClient({
        ...stage.options,
        baseUrl: server.url.replace("https:", "http:"),
      });
      try {
        return await sendMessage({ ...stage, conversation });
      } finally {
        await server.close();
      }
    },
    want: { requests: 0, error: { kind: "ConnectionError", outcome: "unknown", attempts: 1 } },
  },
]);
