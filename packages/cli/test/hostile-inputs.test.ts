import { spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bareEnvironment, CLI, type Given, openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const ADA = "+46700000001,SMS,Ada";
const HEADER = "identity,channel,name";
const GOOD = `${HEADER}\n${ADA}\n`;

/** Sends an input, and returns what was printed. */
async function send(name: string, content: string | Uint8Array, args: readonly string[] = [], given: Given = {}) {
  await stage.file(name, content);
  const text = args.some((one) => ["--text", "--message"].includes(one)) ? [] : ["--text", "Hello ${name}"];
  return stage.run(["batch", "send", name, ...text, "--yes", ...args], given);
}

test.each(["__proto__", "constructor", "toString"])("sends a column that is called %s", async (column) => {
  const ended = await send("a.csv", `identity,channel,${column}\n${ADA}\n`, ["--text", `Hello \${${column}}`]);

  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toContain("    Hello Ada\n");
  await expect.poll(() => stage.mock.world.messages().length).toBe(1);
  expect(JSON.stringify(stage.mock.world.messages())).toContain("Hello Ada");
});

test.each([
  [
    "a member that every object has",
    '{"identity":"+46700000001","channel":"SMS"}',
    "constructor",
    '"constructor" is missing',
  ],
  ["one in an entry", '{"recipient":{"contact_id":"c"},"parameters":{}}', "toString", '"toString" is missing'],
  [
    "a prototype",
    '{"identity":"+46700000001","channel":"SMS","name":"A","__proto__":"x"}',
    "name",
    'does not use "__proto__"',
  ],
  [
    "an identity twice",
    '{"identity":"+46700000001","identity":"+46700000002","channel":"SMS","name":"A"}',
    "name",
    ':1: it has "identity" twice',
  ],
  [
    "a parameter twice, written in two ways",
    '{"identity":"+46700000001","channel":"SMS","name":"A","n\\u0061me":"B"}',
    "name",
    ':1: it has "name" twice',
  ],
  [
    "a number that JSON rounds",
    '{"identity":"+46700000001","channel":"SMS","name":12345678901234567890}',
    "name",
    ':1: "name" is a number with too many digits to keep',
  ],
])("refuses JSON with %s", async (_title, line, name, says) => {
  const ended = await send("a.jsonl", `${line}\n`, ["--text", `Hello \${${name}}`]);

  expect(ended.stderr).toContain(says);
  expect(ended.code).toBe(2);
  expect(stage.sent()).toEqual([]);
});

test.each([
  ["a rounded number", "1.23457E+11", 'the parameter "name" is "1.23457E+11", rounded by a spreadsheet program'],
  ["a formula that failed", "#N/A", 'the parameter "name" is "#N/A", a spreadsheet error'],
  ["a column that was too narrow", "#####", 'the parameter "name" is "#####"'],
  ["a letter that was lost before", "Bj\ufffdrn", 'the parameter "name" has "\ufffd" where a letter was lost'],
])("refuses a row with %s", async (_title, cell, says) => {
  const ended = await send("a.csv", `${HEADER}\n+46700000001,SMS,${cell}\n`);

  expect(ended.stderr).toContain(`a.csv:2: ${says}`);
  expect(ended.code).toBe(2);
  expect(stage.sent()).toEqual([]);
});

test.each([
  ["a header of Unix over rows of Windows", `${HEADER}\n${ADA}\r\n+46700000002,SMS,Bo\r\n+4670,SMS,Cy\r\n`],
  ["a header of Windows over rows of Unix", `${HEADER}\r\n${ADA}\n+46700000002,SMS,Bo\n+4670,SMS,Cy\n`],
  ["returns alone", `${HEADER}\r${ADA}\r+46700000002,SMS,Bo\r+4670,SMS,Cy\r`],
])("reads %s, and counts the lines", async (_title, content) => {
  const ended = await send("a.csv", content, ["--skip-invalid"]);

  expect(ended.stderr).toMatch(/line 2, SMS 46700000001\n {4}Hello Ada\n\n {2}line 3, SMS 46700000002\n {4}Hello Bo\n/);
  expect(ended.stderr).toContain('a.csv:4: "+4670" is too short');
  await expect.poll(() => stage.mock.world.messages().length).toBe(2);
  expect(JSON.stringify(stage.mock.world.messages())).not.toContain("\\r");
});

test.each([
  ["US", "2025550100", "may be a number in US without its country code"],
  ["US", "12025550100", undefined],
  ["US", "+2025550100", undefined],
  ["ES", "612345678", "may be a number in ES without its country code"],
  ["NO", "4790123456", undefined],
  ["SE", "4790123456", undefined],
  ["SE", "0701234567", undefined],
])("with --country %s reads %s: %s", async (country, identity, says) => {
  const ended = await send("a.csv", `${HEADER}\n${identity},SMS,Ada\n`, ["--country", country, "--dry-run"]);

  expect(ended.code).toBe(says === undefined ? 0 : 2);
  expect(ended.stdout).toContain(says ?? "To 1 recipient");
});

test.each([
  ["not UTF-8", Buffer.from('{"text_message":{"text":"Hall\xe5"}}', "latin1"), "m.json: it is not UTF-8"],
  ["with a letter lost", '{"text_message":{"text":"Hall\ufffd"}}', 'm.json: it has "\ufffd" where a letter was lost'],
  [
    "with two texts",
    '{"text_message":{"text":"A"},"text_message":{"text":"B"}}',
    'm.json: an object has "text_message" twice',
  ],
])("refuses a message %s", async (_title, message, says) => {
  await stage.file("m.json", message);
  const ended = await send("a.csv", "identity,channel\n+46700000001,SMS\n", ["--message", "m.json"]);

  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(ended.stderr).toContain(says);
  expect(stage.sent()).toEqual([]);
});

test("takes no --text with a letter lost", async () => {
  const ended = await stage.run(["send", "--to", "+46700000001", "--channel", "SMS", "--text", "Hall\ufffd"]);

  expect(ended).toMatchObject({ code: 2, stdout: "" });
});

test("shows the beginning of a text of megabytes, and its length", async () => {
  const ended = await send("a.csv", `${HEADER}\n+46700000001,SMS,"${"x\n".repeat(1_500_000)}"\n`, ["--dry-run"]);

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toContain("(3 000 006 characters)");
  expect(ended.stdout.length).toBeLessThan(20_000);
});

test.each([
  ["a report in the place of the input", ["--report", "a.csv"], "the input and --report are the same file, a.csv"],
  ["a report in its place by a link", ["--report", "link.csv"], "the input and --report are the same file, link.csv"],
  [
    "a report in the place of the ledger",
    ["--ledger", "l.csv", "--report", "./l.csv"],
    "the ledger and --report are the same file",
  ],
  ["a ledger in the place of the input", ["--ledger", "a.csv"], "the input and the ledger are the same file, a.csv"],
  [
    "a report in a folder that is not there",
    ["--report", "none/r.html"],
    '--report "none/r.html": no such folder: none',
  ],
  ["a report that is a folder", ["--report", "folder.csv"], '--report "folder.csv": it is a folder'],
  ["a ledger that is a folder", ["--ledger", "folder.csv"], "the ledger folder.csv is not a file"],
  ["a ledger that is a device", ["--ledger", "/dev/full"], "the ledger /dev/full is not a file"],
  ["a ledger that is another file", ["--ledger", "note.txt"], "note.txt is not a ledger"],
  ["a time that no calendar has", ["--at", "2026-02-30T09:00:00Z"], "is not a time with its zone"],
])("refuses %s before anything is sent", async (_title, args, says) => {
  await mkdir(join(stage.folder, "folder.csv"));
  await symlink("a.csv", join(stage.folder, "link.csv"));
  await stage.file("note.txt", "a note\n");
  const ended = await send("a.csv", GOOD, args);

  expect(ended.stderr).toContain(says);
  expect(ended.stderr.trim().split("\n")).toHaveLength(1);
  expect(ended).toMatchObject({ code: 2, stdout: "" });
  expect(stage.sent()).toEqual([]);
  expect(await readFile(join(stage.folder, "a.csv"), "utf8")).toBe(GOOD);
});

test("leaves no copy of stdin behind when it is killed while it reads", async () => {
  const ended = await stage.run(["batch", "send", "-", "--run", "x", "--text", "Hello ${name}", "--yes"], {
    env: {
      TMPDIR: stage.folder,
      NODE_OPTIONS: "--import=data:text/javascript,setTimeout(()=>process.kill(process.pid,'SIGKILL'),1500)",
    },
    stdin: GOOD + "+46700000001,SMS,Ada\n".repeat(400_000),
  });

  expect(ended.code).toBe(null);
  expect((await readdir(stage.folder)).filter((name) => name.startsWith("sinch-fetch-"))).toEqual([]);
});

test("names what is wrong with stdin, however short it is", async () => {
  const ended = await stage.run(["batch", "send", "-", "--run", "x", "--text", "Hello", "--yes"], { stdin: "id" });

  expect(ended).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining('stdin:1: there is no column "id'),
  });
});

test("ends a run whose input is written over while it is read", async () => {
  const rows = Array.from({ length: 100_000 }, (_, at) => `+4670${1_000_000 + at},SMS,N`).join("\n");
  const path = await stage.file("a.csv", `${HEADER}\n${rows}\n`);
  const running = stage.run(["batch", "send", "a.csv", "--text", "Hello ${name}", "--yes"]);
  await expect.poll(() => stage.sent().length, { timeout: 60_000 }).toBeGreaterThan(3);
  await writeFile(path, `${HEADER}\n${rows.replaceAll("+4670", "+4673")}\n`);
  const ended = await running;

  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("a.csv has changed while it was sent: give it back its rows, and add --resume\n");
  expect(JSON.stringify(stage.mock.world.messages())).not.toContain('"4673');
}, 120_000);

test("ends with 5 when the API refuses the token of every request", async () => {
  stage.mock.world.fault({ kind: "status", status: 401, operation: "Batch_SendBatch" });
  const ended = await send("a.csv", GOOD);

  expect(ended.code).toBe(5);
  expect(ended.stderr).toContain("the key does not belong to the project; run sinch-fetch doctor\n");
});

test.runIf(process.platform === "linux")("says in one line that stdout is full", async () => {
  const path = await stage.file("a.csv", GOOD);
  const args = [CLI, "batch", "send", path, "--text", "Hello ${name}", "--dry-run"];
  const ended = spawnSync(process.execPath, args, {
    stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    encoding: "utf8",
    env: bareEnvironment(stage.folder),
  });

  expect(ended).toMatchObject({ status: 1, stderr: "error: stdout cannot be written (ENOSPC)\n" });
});
