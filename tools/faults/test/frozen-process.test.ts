import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, type TestContext, test } from "vitest";
import { delayed, ok, silence } from "../src/behaviours.ts";
import { startProgram } from "../src/ending-process.ts";
import { startFaultServer } from "../src/fault-server.ts";
import type { Asked, Frozen } from "../src/programs/frozen.ts";
import type { Behaviour } from "../src/raw-server.ts";
import { issues } from "../src/token-endpoint.ts";
import { transports } from "../src/transports.ts";

/** How long the process stands still; its token lives shorter. */
const FROZEN_MS = 1200;

async function start(
  { onTestFinished }: TestContext,
  transport: string,
  tokens: Behaviour,
  options: Frozen["options"],
) {
  const [api, tokenServer] = [await startFaultServer(ok({})), await startFaultServer(tokens)];
  const urls = { apiUrl: api.url, tokenUrl: `${tokenServer.url}/oauth2/token` };
  const child = startProgram("frozen", { transport, ...urls, options });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await Promise.all([api.close(), tokenServer.close()]);
  });
  const make = (asked: Asked): Promise<unknown> => {
    const ends = once(child, "message").then(([said]) => said);
    child.send(asked);
    return ends;
  };
  const freeze = (): void => void child.kill("SIGSTOP");
  const thaw = (): void => void child.kill("SIGCONT");
  return { api, tokens: tokenServer, make, freeze, thaw };
}

const one = { count: 1, atOnce: false };
const several = { count: 5, atOnce: false };
const responded = Array.from({ length: 5 }, () => "responded");

describe.each(transports)("a process that was frozen, over $name", ({ name: transport }) => {
  test.concurrent("comes back without an outage beyond its first call, and repeats a read", async (context) => {
    const { api, tokens, make, freeze, thaw } = await start(context, transport, issues({ expiresIn: 1 }), {});
    await make({ kind: "send", ...one });

    for (const [how, kind] of [
      ["close", "send"],
      ["reset", "send"],
      ["reset", "read"],
    ] as const) {
      const [requests, tokenRequests] = [api.arrivals.length, tokens.arrivals.length];
      freeze();
      for (const server of [api, tokens]) server.endConnections(how);
      await pause(FROZEN_MS);
      const ends = make({ kind, ...several });
      thaw();

      const [first, ...others] = Object(await ends);
      expect(first).toMatch(kind === "read" ? /^responded$/ : /^(responded|ConnectionError, (not-sent|unknown), 1)$/);
      expect(others).toEqual(responded.slice(1));
      expect(api.arrivals.length - requests).toBeLessThanOrEqual(kind === "read" ? 6 : 5);
      expect(tokens.arrivals.length).toBeGreaterThan(tokenRequests);
    }
  });

  test.concurrent("comes back where a token was under way: the next calls have one of their own", async (context) => {
    const { api, tokens, make, freeze, thaw } = await start(context, transport, silence, { timeoutMs: 1000 });
    const before = make({ kind: "send", ...one });
    await tokens.arrived(1);

    freeze();
    tokens.endConnections("reset");
    tokens.behave(issues());
    await pause(FROZEN_MS);
    thaw();

    expect(await before).toEqual([expect.stringMatching(/^(responded|(TimeoutError|AuthError), not-sent, 1)$/)]);
    expect(await make({ kind: "send", ...several })).toEqual(responded);
    expect(api.arrivals.length).toBeLessThanOrEqual(6);
  });

  test.concurrent("makes a send once whose response came meanwhile, and reports no more than it knows", async (context) => {
    const { api, make, freeze, thaw } = await start(context, transport, issues(), { timeoutMs: 1000 });
    await make({ kind: "send", ...one });
    api.behave(delayed(300, 200, { body: { message_id: "message-1" } }), ok({}));
    const during = make({ kind: "send", ...one });
    await api.arrived(2);

    freeze();
    await pause(FROZEN_MS);
    thaw();

    expect(await during).toEqual([expect.stringMatching(/^(responded|TimeoutError, unknown, 1)$/)]);
    expect(await make({ kind: "send", ...several })).toEqual(responded);
    expect(api.arrivals).toHaveLength(7);
  });

  test.concurrent("makes up for no turns that it has slept through", async (context) => {
    const spacingMs = 50;
    const { api, make, freeze, thaw } = await start(context, transport, issues(), {
      requestsPerSecond: 1000 / spacingMs,
    });
    const ends = make({ kind: "read", count: 15, atOnce: true });
    await api.arrived(4);

    freeze();
    await pause(FROZEN_MS);
    thaw();

    expect(await ends).toEqual(Array.from({ length: 15 }, () => "responded"));
    const times = api.arrivals.map(({ atMs }) => atMs);
    // In the time of four turns there are five requests; one more for what timers are late.
    for (const [index, atMs] of times.slice(6).entries()) {
      expect(atMs - (times[index] ?? 0)).toBeGreaterThan(4 * spacingMs);
    }
  });
});
