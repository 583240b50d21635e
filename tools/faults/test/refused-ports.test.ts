import { redirect } from "../src/behaviours.ts";
import { readMessage, sendMessage } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";

/** Ports that the Fetch standard refuses, and on which nothing listens. undici's dispatcher connects, and is refused. */
const PORTS = [1, 6000, 6667, 10_080];

const notSent = (port: number): Scenario => ({
  title: `is a connection that was never made: ${port}`,
  options: { baseUrl: `http://127.0.0.1:${port}` },
  call: sendMessage,
  want: { requests: 0, error: { kind: "ConnectionError", outcome: "not-sent", attempts: 3 } },
});

faultSuite("a port that fetch refuses", [
  ...PORTS.map(notSent),
  {
    title: "of the token endpoint leaves the request unsent",
    oauth2: { tokenUrl: "http://127.0.0.1:6000/oauth2/token", timeoutMs: 500 },
    call: sendMessage,
    want: { requests: 0, tokenRequests: 0, error: { kind: "AuthError", outcome: "not-sent", attempts: 1 } },
  },
  {
    title: "that a read is redirected to ends it after each of its attempts",
    api: [redirect(302, "http://127.0.0.1:6000/elsewhere")],
    call: readMessage,
    want: { requests: 3, error: { kind: "ConnectionError", attempts: 3 } },
  },
]);
