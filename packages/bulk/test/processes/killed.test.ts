import { expect, test } from "vitest";
import { type BatchApi, batchApi, type Trouble } from "../batch-api.ts";
import { ledgerPath } from "../ledger-path.ts";
import { person } from "../people.ts";
import { sleepMs, startChild } from "./child.ts";

const SENDER = new URL("sender-process.ts", import.meta.url);
/** As many as `BULK_RECIPIENTS` says: ten times as many in the weekly run. */
const COUNT = Number(process.env.BULK_RECIPIENTS ?? 10_000);
/** As often as `BULK_KILLS` says: 20 times in the weekly run. */
const KILLS = Number(process.env.BULK_KILLS ?? 8);

/** A fifth of the requests is lost before they are accepted, and a fifth of the responses after. */
function losses(index: number): Trouble | undefined {
  const delayMs = 30;
  if (index % 5 === 1) return { delayMs, next: "lost-before" };
  return { delayMs, ...(index % 5 === 3 ? { next: "lost-after" as const } : {}) };
}

async function sendKilled(api: BatchApi, unresolved: "hold" | "resend") {
  const env = {
    API_URL: api.baseUrl,
    LEDGER: ledgerPath(),
    COUNT: `${COUNT}`,
    CHUNK: `${COUNT / 100}`,
    UNRESOLVED: unresolved,
  };
  let kills = 0;
  for (;;) {
    const child = startChild(SENDER, env);
    const sentBefore = api.sends.length;
    if (kills < KILLS) {
      // At a random moment after the first request of this life, or of its looking for the last one's.
      await Promise.race([
        child.ended,
        expect.poll(() => api.sends.length, { timeout: 20_000 }).toBeGreaterThan(sentBefore),
      ]);
      await Promise.race([child.ended, sleepMs(Math.random() * 60)]);
      if (child.process.kill("SIGKILL")) kills++;
    }
    const { code, output } = await child.ended;
    if (code === 0) return { kills, summary: JSON.parse(output.trim().split("\n").at(-1) ?? "") };
    if (code !== null) throw new Error(output);
  }
}

const everybody = Array.from({ length: COUNT }, (_, position) => person(position));

test.each(["hold", "resend"] as const)(
  "killed at random moments, with 40 % losses and %s",
  async (unresolved) => {
    const api = await batchApi({ trouble: losses, tokenSeconds: 3 });

    const { kills, summary } = await sendKilled(api, unresolved);

    const received = api.received();
    expect([...received].filter(([, times]) => times > 1)).toEqual([]);
    const missing = everybody.filter((id) => !received.has(id));
    expect(summary).toMatchObject({ accepted: received.size, rejected: 0, unresolved: missing.length, pending: 0 });
    if (unresolved === "resend") expect(missing).toEqual([]);
    else {
      const held = (summary.held as { position: number; recipients: number }[]).flatMap(({ position, recipients }) =>
        Array.from({ length: recipients }, (_, index) => person(position + index)),
      );
      expect(held).toEqual(missing);
    }
    expect(kills).toBeGreaterThan(KILLS / 2);
  },
  900_000,
);

test("stopped for 4 s while its token ends, after each claim and before its request", async () => {
  const api = await batchApi({ tokenSeconds: 2, trouble: () => ({ delayMs: 20 }) });
  const env = { API_URL: api.baseUrl, LEDGER: ledgerPath(), COUNT: "400", CHUNK: "10", UNRESOLVED: "resend" };
  const child = startChild(SENDER, env);
  await expect.poll(() => api.sends.length, { timeout: 20_000 }).toBeGreaterThan(3);
  for (let stop = 0; stop < 2; stop++) {
    child.process.kill("SIGSTOP");
    await sleepMs(4000);
    child.process.kill("SIGCONT");
    await sleepMs(80);
  }

  const { code, output } = await child.ended;

  expect(code, output).toBe(0);
  expect(JSON.parse(output.trim().split("\n").at(-1) ?? "")).toMatchObject({ accepted: 400, unresolved: 0 });
  expect(api.received().size).toBe(400);
  expect([...api.received()].filter(([, times]) => times > 1)).toEqual([]);
}, 900_000);
