import { readFileSync } from "node:fs";
import { expect, onTestFinished, test, vi } from "vitest";
import { type ClaimEntry, type FateEntry, fileLedger } from "../../src/index.ts";
import { ledgerPath } from "../ledger-path.ts";

const claim = (chunk: number): ClaimEntry => {
  const identity = { chunk, position: chunk, recipients: 1, digest: `${chunk}` };
  return { kind: "claim", ...identity, attempt: 1, owner: "me", lifeMs: 1 };
};
const fate = (chunk: number): FateEntry => ({ kind: "fate", chunk, attempt: 1, outcome: "accepted", batchId: "b" });

async function opened() {
  const path = ledgerPath();
  const run = await fileLedger(path).open("run");
  const kinds = (): string[] =>
    Array.from(readFileSync(path, "utf8").matchAll(/"kind":"(\w+)"/g), ([, kind = ""]) => kind);
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  return { run, kinds };
}

test("a fate waits a few milliseconds for others", async () => {
  const { run, kinds } = await opened();
  await run.put(claim(0));
  const written = run.put(fate(0));
  await vi.advanceTimersByTimeAsync(4);
  expect(kinds()).toEqual(["claim"]);

  await vi.advanceTimersByTimeAsync(1);
  expect(await written).toBe(true);

  expect(kinds()).toEqual(["claim", "fate"]);
  await run.close();
});

test("a claim waits for nobody, and takes along the fates that do", async () => {
  const { run, kinds } = await opened();
  await run.put(claim(0));
  const fates = [run.put(fate(0)), run.put(fate(1))];

  await run.put(claim(1));

  expect(await Promise.all(fates)).toEqual([true, true]);
  expect(kinds()).toEqual(["claim", "fate", "fate", "claim"]);
  await run.close();
});

test("the end of a run writes what waits", async () => {
  const { run, kinds } = await opened();
  const written = run.put(fate(0));

  await run.close();

  expect(await written).toBe(true);
  expect(kinds()).toEqual(["fate"]);
});
