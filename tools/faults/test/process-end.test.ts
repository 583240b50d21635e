import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { ok, onRequest, respond, silence } from "../src/behaviours.ts";
import { ended, startProgram } from "../src/ending-process.ts";
import { startFaultServer } from "../src/fault-server.ts";
import type { LostCalls } from "../src/programs/lost-call.ts";
import type { Behaviour } from "../src/raw-server.ts";
import { issues } from "../src/token-endpoint.ts";
import { transports } from "../src/transports.ts";

/** What ends a process that has nothing to do; no time limit of ours is as short. */
const SOON_MS = 2000;
/** For calls that are not seen at a server to get as far as they can. */
const SETTLED_MS = 300;

async function lose(transport: string, tokens: Behaviour, api: Behaviour, sends: LostCalls["sends"], arrivals: number) {
  const [apiServer, tokenServer] = [await startFaultServer(api), await startFaultServer(tokens)];
  onTestFinished(() => Promise.all([apiServer.close(), tokenServer.close()]).then(() => {}));
  const urls = { apiUrl: apiServer.url, tokenUrl: `${tokenServer.url}/oauth2/token` };
  const child = startProgram("lost-call", { transport, ...urls, sends });
  onTestFinished(() => void child.kill("SIGKILL"));
  const program = ended(child);
  await (arrivals === 0 ? tokenServer.arrived(1) : apiServer.arrived(arrivals));
  await pause(SETTLED_MS);
  child.send("abort");
  return program;
}

const apiByProject = onRequest((socket, arrival) => {
  const behaviours: Readonly<Record<string, Behaviour>> = {
    silent: silence,
    queued: silence,
    waiting: respond(429, { headers: { "retry-after": "60" } }),
  };
  const [, , , project = ""] = arrival.target.split("/");
  (behaviours[project] ?? ok({})).act(socket, arrival);
});

describe.each(transports)("a process, over $name", ({ name: transport }) => {
  test("ends by itself whose calls were lost while their token was fetched", async () => {
    const sends = { aborted: { count: 2, options: {} }, late: { count: 1, options: { timeoutMs: 200 } } };

    const program = await lose(transport, silence, ok({}), sends, 0);

    const lost = ["aborted: AbortError, not-sent", "aborted: AbortError, not-sent", "late: TimeoutError, not-sent"];
    expect(program).toMatchObject({ said: lost, code: 0 });
    expect(program.lingeredMs).toBeLessThan(SOON_MS);
  });

  test("ends by itself whose calls got their response, or were lost at the API and on their way there", async () => {
    const sends = {
      responded: { count: 3, options: {} },
      silent: { count: 1, options: {} },
      paced: { count: 2, options: { requestsPerSecond: 0.01 } },
      queued: { count: 2, options: { maxConcurrentRequests: 1, deadlineMs: 60_000 } },
      waiting: { count: 1, options: { retry: { maxDelayMs: 60_000 } } },
    };

    const program = await lose(transport, issues(), apiByProject, sends, 7);

    expect(program).toMatchObject({
      said: [
        ...["responded: sent", "responded: sent", "responded: sent"],
        "silent: AbortError, unknown",
        ...["paced: sent", "paced: AbortError, not-sent"],
        ...["queued: AbortError, unknown", "queued: AbortError, not-sent"],
        "waiting: AbortError, rejected",
      ],
      code: 0,
    });
    expect(program.lingeredMs).toBeLessThan(SOON_MS);
  });
});
