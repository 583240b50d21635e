import { readFile, stat } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { CTRL_C, ENTER, openTerminal, screenOf } from "./terminal.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  stage.exchanges.length = 0;
  stage.mock.world.reset();
});
afterAll(() => stage.close());

const rowsOf = (count: number): string =>
  [
    "identity,channel",
    ...Array.from({ length: count }, (_, index) => `+467${String(index).padStart(8, "0")},SMS`),
    "",
  ].join("\n");
const open = (args: readonly string[], env = {}) => openTerminal(stage.folder, args, { ...stage.env, ...env });

test.each(["n", "", "yes please"])("asks before it sends, and takes %j for no", async (reply) => {
  await stage.file("asked.csv", rowsOf(3));
  const terminal = open(["batch", "send", "asked.csv", "--text", "Hello"]);

  await terminal.shows("Send to 3 recipients? [y/N]");
  terminal.type(`${reply}${ENTER}`);

  expect(await terminal.ended).toBe(3);
  expect(screenOf(terminal.output())).toContain("error: not confirmed; nothing was sent");
  expect(stage.sent()).toEqual([]);
});

test("ends at Ctrl-C in the question, and sends nothing", async () => {
  await stage.file("left.csv", rowsOf(3));
  const terminal = open(["batch", "send", "left.csv", "--text", "Hello"]);

  await terminal.shows("[y/N]");
  terminal.type(CTRL_C);

  expect(await terminal.ended).toBe(130);
  expect(stage.sent()).toEqual([]);
});

test("asks nothing with --no-input, also at a terminal", async () => {
  await stage.file("mute.csv", rowsOf(3));
  const terminal = open(["batch", "send", "mute.csv", "--text", "Hello", "--no-input"]);

  expect(await terminal.ended).toBe(3);
  expect(terminal.output()).toContain("nobody can be asked: add --yes to send");
});

test.each([20, 60, 200])("draws a bar that leaves room for what it is about, in %i columns", async (cols) => {
  await stage.file("narrow.csv", rowsOf(40));
  const args = ["batch", "send", "narrow.csv", "--text", "Hello", "--yes", "--batch-size", "10", "--run", `w${cols}`];

  const terminal = openTerminal(stage.folder, args, { ...stage.env, NO_COLOR: "1" }, cols);
  expect(await terminal.ended).toBe(0);

  const last = screenOf(terminal.output())
    .split("\n")
    .find((line) => line.includes("100%"));
  expect(last?.slice(0, cols)).toMatch(/^█+ 100% {2}40 of/);
});

test("draws a bar, in colour unless NO_COLOR is set", async () => {
  await stage.file("bar.csv", rowsOf(40));
  const args = ["batch", "send", "bar.csv", "--text", "Hello", "--yes", "--batch-size", "10"];

  const coloured = open([...args, "--run", "coloured"]);
  expect(await coloured.ended).toBe(0);
  const plain = open([...args, "--run", "plain"], { NO_COLOR: "1" });
  expect(await plain.ended).toBe(0);

  expect(screenOf(coloured.output())).toMatch(/█{28} 100% {2}40 of 40 {2}[\d ]+ a second/);
  expect(coloured.output()).toContain("\u001b[32m");
  expect(plain.output()).not.toContain("\u001b[32m");
  expect(screenOf(plain.output())).toContain("100%  40 of 40");
});

test("stops at once at the second Ctrl-C, and reaches everyone once when it goes on", async () => {
  await stage.file("twice.csv", rowsOf(60));
  const args = ["batch", "send", "twice.csv", "--text", "Hello", "--yes", "--batch-size", "5"];
  const slow = stage.mock.world.fault({ kind: "delay", operation: "Batch_SendBatch", delayMs: 1500 });
  const terminal = open(args);

  await terminal.shows(/[1-9]\d* of 60/);
  terminal.type(CTRL_C);
  await terminal.shows("Stopping: what is under way is finished. Ctrl-C again stops at once.");
  terminal.type(CTRL_C);

  expect(await terminal.ended).toBe(130);
  const screen = screenOf(terminal.output());
  expect(screen).toContain("Stopped at once. What was under way is looked for when the run goes on.");
  expect(screen).toContain("sinch-fetch batch send twice.csv --text Hello --yes --batch-size 5 --resume");
  // The cursor that the bar has hidden is there again.
  expect(terminal.output().lastIndexOf("\u001b[?25h")).toBeGreaterThan(terminal.output().lastIndexOf("\u001b[?25l"));
  slow.remove();
  const resumed = await stage.run([...args, "--resume", "--json", "--settle", "2"]);
  // What the API never got is not found, and held: nobody knows that it will not arrive.
  const { accepted, unresolved } = JSON.parse(resumed.stdout);
  expect({ code: resumed.code, all: accepted + unresolved }).toEqual({ code: unresolved > 0 ? 4 : 0, all: 60 });
  const reached = stage.mock.world.messages().map(({ channel_identity }) => channel_identity?.identity);
  expect({ once: new Set(reached).size, all: reached.length }).toEqual({ once: accepted, all: accepted });
});

test("a resumed run begins its bar, its batches and its time where it goes on", async () => {
  await stage.file("later.csv", rowsOf(60));
  const args = ["batch", "send", "later.csv", "--text", "Hello", "--yes", "--batch-size", "5"];
  const first = open([...args, "--rate", "20"]);
  await first.shows(/[1-9]\d* of 60/);
  first.type(CTRL_C);
  expect(await first.ended).toBe(130);
  const before = stage.sent().length;
  // So long that both times together are told from one.
  await new Promise((resolve) => setTimeout(resolve, 3000));

  const resumed = open([...args, "--resume"]);
  expect(await resumed.ended).toBe(0);

  const counts = [...resumed.output().matchAll(/(\d+) of 60/g)].map(([, count]) => Number(count));
  expect(counts[0]).toBe(before * 5);
  expect(counts.at(-1)).toBe(60);
  const screen = screenOf(resumed.output());
  expect(screen).not.toMatch(/\d ms left|\b0 a second/);
  const [, own, time, earlier] = /^Run later: (\d+) batch(?:es)? in (.*), (\d+) before$/m.exec(screen) ?? [];
  expect([Number(own), Number(earlier)]).toEqual([12 - before, before]);
  expect(time).toMatch(/^(\d+ ms|[12] s)$/);
});

test("ends in order when the terminal is closed, and reaches everyone once when it goes on", async () => {
  const { before, after, reached } = await endedBy("closed", "SIGHUP");

  expect(before).toBeLessThan(60);
  expect(after).toMatchObject({ accepted: 60, unresolved: 0 });
  expect({ once: new Set(reached).size, all: reached.length }).toEqual({ once: 60, all: 60 });
});

test("loses nothing by a kill, and reaches nobody twice", async () => {
  const { before, after, reached } = await endedBy("killed", "SIGKILL");

  expect(before).toBeLessThan(60);
  expect(after.accepted + after.unresolved).toBe(60);
  expect({ once: new Set(reached).size, all: reached.length }).toEqual({ once: after.accepted, all: after.accepted });
});

/** Ends a run by a signal, and resumes it; returns how many were reached before, the summary, and who was reached. */
async function endedBy(run: string, signal: string) {
  await stage.file(`${run}.csv`, rowsOf(60));
  const args = ["batch", "send", `${run}.csv`, "--text", "Hello", "--yes", "--batch-size", "5"];
  const terminal = open([...args, "--rate", "20"]);
  await terminal.shows(/[1-9]\d* of 60/);
  terminal.end(signal);
  await terminal.ended;
  const before = stage.mock.world.messages().length;
  const resumed = await stage.run([...args, "--resume", "--json", "--settle", "2"]);
  const reached = stage.mock.world.messages().map(({ channel_identity }) => channel_identity?.identity);
  return { before, after: JSON.parse(resumed.stdout), reached };
}

test("sends nothing of a file that was changed while it asked", async () => {
  await stage.file("changed.csv", rowsOf(3));
  const terminal = open(["batch", "send", "changed.csv", "--text", "Hello"]);

  await terminal.shows("[y/N]");
  await stage.file("changed.csv", rowsOf(4));
  terminal.type(`y${ENTER}`);

  expect(await terminal.ended).toBe(2);
  expect(screenOf(terminal.output())).toContain(
    "error: changed.csv has changed since it was checked: run the command again",
  );
  expect(stage.sent()).toEqual([]);
});

test("keeps an account: hides the secret while it is typed, tries the key, and uses the profile", async () => {
  const { SINCH_APP_ID: _, SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET, ...urls } = stage.env;
  const terminal = openTerminal(stage.folder, ["login", "--profile", "shop"], urls);

  await terminal.shows("Project id: ");
  terminal.type(`${SINCH_PROJECT_ID}${ENTER}`);
  await terminal.shows("Key id: ");
  terminal.type(`${SINCH_KEY_ID}${ENTER}`);
  await terminal.shows("Key secret (not shown): ");
  terminal.type(`${SINCH_KEY_SECRET}${ENTER}`);
  await terminal.shows("Region of your app");
  terminal.type(`eu${ENTER}`);
  await terminal.shows("App id");
  terminal.type(`01JCTM5W8Q3R7V2N9XB4KHDZ6A${ENTER}`);

  expect(await terminal.ended).toBe(0);
  expect(terminal.output()).not.toContain(SINCH_KEY_SECRET);
  const path = `${stage.folder}/settings/sinch-fetch/profiles.json`;
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(path, "utf8")).profiles.shop).toMatchObject({
    region: "eu",
    keySecret: SINCH_KEY_SECRET,
  });
});
