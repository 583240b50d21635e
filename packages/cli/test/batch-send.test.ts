import { readdir, readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let count = 0;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  stage.exchanges.length = 0;
  stage.mock.world.reset();
  count++;
});
afterAll(() => stage.close());

const PEOPLE = "identity,channel,name\n+46700000001,SMS,Ada\n+46700000002,RCS,Bo\n";
const SEND = ["--text", "Hello ${name}"];

/** Writes the input of a test under a name of its own, so that each has a run of its own. */
const people = async (content: string | Uint8Array = PEOPLE, ending = "csv"): Promise<string> => {
  const name = `people ${count}.${ending}`;
  await stage.file(name, content);
  return name;
};
const texts = () =>
  stage.mock.world
    .messages()
    .map(({ channel_identity, app_message }) => [
      channel_identity?.channel,
      channel_identity?.identity,
      app_message?.text_message?.text,
    ])
    .sort();
const TWO = [
  ["RCS", "46700000002", "Hello Bo"],
  ["SMS", "46700000001", "Hello Ada"],
];

test("shows the plan on stdout with --dry-run, and sends nothing, without an account", async () => {
  const file = await people();

  const ended = await stage.run(["batch", "send", file, ...SEND, "--dry-run"], {
    env: { SINCH_KEY_SECRET: "", SINCH_KEY_ID: "" },
  });

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toContain(`${file}: 2 rows. To 2 recipients in 1 batch`);
  expect(ended.stdout).toContain(
    "Delivery takes about 1 s at 25 messages a second (the usual rate of an app; yours was not asked).",
  );
  expect(ended.stdout).toContain("  line 2, SMS 46700000001\n    Hello Ada\n");
  expect(ended.stdout).toContain("Nothing was sent.");
  expect(stage.exchanges).toEqual([]);
  expect((await readdir(stage.folder)).filter((name) => name.startsWith(`${file}.`))).toEqual([]);
});

test("prints the plan as JSON, with all that cannot be sent, and ends with 2 for that", async () => {
  const file = await people(`${PEOPLE}x,SMS,Cy\n`);

  const ended = await stage.run(["batch", "send", file, ...SEND, "--dry-run", "--json"]);

  expect(ended.code).toBe(2);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ...{ rows: 3, sendable: 2, batches: 1, invalidCount: 1 },
    invalid: [{ line: 4, reason: '"x" is not a phone number' }],
    samples: [{ line: 2, to: "SMS 46700000001", text: "Hello Ada" }, { line: 3 }],
  });
});

test("sends a CSV: the plan on stderr, the table on stdout, the ledger beside the file", async () => {
  const file = await people();

  const ended = await stage.run(["batch", "send", file, ...SEND, "--yes"]);

  expect(ended.code).toBe(0);
  expect(ended.stdout).toMatch(/^Run people-\d+: 1 batch in .*\n\naccepted {2}2 /);
  expect(ended.stderr).toContain("The first messages:");
  expect(texts()).toEqual(TWO);
  expect(await readFile(`${stage.folder}/${file}.ledger`, "utf8")).not.toContain("4670000");
});

test("sends the same run once: the command again refuses, as nothing is left of it", async () => {
  const file = await people();
  const args = ["batch", "send", file, ...SEND, "--yes"];
  await stage.run(args);

  const again = await stage.run(args);

  expect(again).toMatchObject({ code: 2, stdout: "" });
  expect(again.stderr).toMatch(
    /the run "people-\d+" is finished, and 2 were accepted: add --run NAME to send to everyone/,
  );
  expect(again.stderr).not.toContain("--resume");
  expect(stage.sent()).toHaveLength(1);
});

test("says of a finished run that it is finished, asks nothing and needs no Sinch", async () => {
  const file = await people();
  const args = ["batch", "send", file, ...SEND];
  await stage.run([...args, "--yes"]);
  stage.exchanges.length = 0;
  // Nobody listens there.
  const gone = "http://127.0.0.1:9";
  const env = { SINCH_TOKEN_URL: `${gone}/token`, SINCH_CONVERSATION_URL: gone, SINCH_BATCH_URL: gone };

  const resumed = await stage.run([...args, "--resume", "--report", "again.csv"], { env });

  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toMatch(/^The run "people-\d+" is finished: nothing was sent\.\n\nReport: again\.csv\n$/);
  expect(resumed.stdout).toMatch(/^Run people-\d+: no batch now, 1 before\n\naccepted {2}2 /);
  expect(await readFile(`${stage.folder}/again.csv`, "utf8")).toContain(",accepted,");
  expect(stage.exchanges).toEqual([]);
});

test("ends a finished run with 4 each time, where recipients were refused", async () => {
  const file = await people();
  stage.mock.world.fault({ kind: "status", operation: "Batch_SendBatch", status: 400, times: 1 });
  const first = await stage.run(["batch", "send", file, ...SEND, "--yes"]);
  const resumed = await stage.run(["batch", "send", file, ...SEND, "--resume"]);

  expect([first.code, resumed.code]).toEqual([4, 4]);
  expect(resumed.stderr).toContain("is finished: nothing was sent.");
  expect(resumed.stdout).toContain("rejected  2");
});

test("sees no fault in the local Sinch's log before an app is used for the first time", async () => {
  const file = await people();

  await stage.run(["batch", "send", file, ...SEND, "--yes"], { env: { SINCH_APP_ID: "never-used-before" } });
  await stage.run(["doctor"], { env: { SINCH_APP_ID: "not-used-at-all" } });

  const faults = stage.exchanges.filter(({ status, api }) => status >= 400 && api === "conversation");
  expect(faults).toEqual([]);
  expect(stage.sent()).toHaveLength(1);
});

test("refuses to resume with another message, another input, or no run", async () => {
  const file = await people();
  const args = ["batch", "send", file, "--yes"];
  const without = await stage.run([...args, ...SEND, "--resume"]);
  await stage.run([...args, ...SEND]);

  const otherText = await stage.run([...args, "--text", "Bye ${name}", "--resume"]);
  await stage.file(file, PEOPLE.replace("Ada", "Eve"));
  const otherPeople = await stage.run([...args, ...SEND, "--resume"]);

  expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining("there is no run to resume") });
  for (const ended of [otherText, otherPeople]) {
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("use the rows and the message that the run started with"),
    });
    // The same command would be refused again.
    expect(ended.stderr).not.toContain("To continue");
  }
  expect(stage.sent()).toHaveLength(1);
});

test("refuses to resume with fewer or more rows before anything is sent", async () => {
  const file = await people();
  const args = ["batch", "send", file, ...SEND, "--yes", "--resume"];
  await stage.run(args.slice(0, -1));

  await stage.file(file, `${PEOPLE}+46700000003,SMS,Cleo\n`);
  const more = await stage.run(args);
  await stage.file(file, PEOPLE.split("\n").slice(0, 2).join("\n"));
  const fewer = await stage.run(args);

  expect(more).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/the input has 3 recipients, and the run "people-\d+" started with 2: use the rows/),
  });
  expect(fewer).toMatchObject({ code: 2, stderr: expect.stringContaining("the input has 1 recipient, and the run") });
  expect(stage.sent()).toHaveLength(1);
});

test("goes on after a lost response: everyone once", async () => {
  const file = await people();
  stage.mock.world.fault({ kind: "lost-after", operation: "Batch_SendBatch", times: 1 });

  const ended = await stage.run(["batch", "send", file, ...SEND, "--yes"]);

  expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("accepted  2") });
  expect(texts()).toEqual(TWO);
});

const FORMS: readonly (readonly [string, string | Uint8Array, string, readonly string[]])[] = [
  ["a byte order mark and CRLF", `\ufeff${PEOPLE.replaceAll("\n", "\r\n")}`, "csv", []],
  ["semicolons", PEOPLE.replaceAll(",", ";"), "csv", ["--delimiter", ";"]],
  ["tabs", PEOPLE.replaceAll(",", "\t"), "tsv", ["--delimiter", "tab"]],
  [
    "other names of columns",
    PEOPLE.replace("identity,channel,name", "Phone,Kanal,First name"),
    "csv",
    ["--map", "identity=Phone", "--map", "channel=Kanal", "--map", "name=First name"],
  ],
  [
    "columns to leave out",
    "id,identity,channel,name,mail\n1,+46700000001,SMS,Ada,a@b\n2,+46700000002,RCS,Bo,c@d\n",
    "csv",
    ["--ignore", "id,mail"],
  ],
  [
    "quotes, blank lines and no last line break",
    'identity,channel,name\n"+46700000001","SMS","Ada"\n\n+46700000002,rcs,Bo',
    "csv",
    [],
  ],
  ["numbers of one country", PEOPLE.replaceAll("+46", "0"), "csv", ["--country", "se"]],
  [
    "JSON Lines",
    '{"identity":"+46700000001","channel":"SMS","name":"Ada"}\n{"identity":46700000002,"channel":"RCS","name":"Bo"}\n',
    "jsonl",
    [],
  ],
  [
    "entries of the API",
    '{"recipient":{"identified_by":{"channel_identities":[{"channel":"SMS","identity":"+46700000001"}]}},"parameters":{"name":"Ada"}}\n{"recipient":{"identified_by":{"channel_identities":[{"channel":"RCS","identity":"46700000002"}]}},"parameters":{"name":"Bo"}}',
    "ndjson",
    [],
  ],
];

test.each(FORMS)("reads %s", async (_title, content, ending, args) => {
  const file = await people(content, ending);

  const ended = await stage.run(["batch", "send", file, ...SEND, "--yes", ...args]);

  expect(ended.stderr).not.toContain("error");
  expect(texts()).toEqual(TWO);
});

test("reads contacts, alone or beside addresses", async () => {
  const file = await people("contact_id,identity,name\nc-1,,Ada\n,+46700000002,Bo\nc-1,,Eve\nc-2,+46700000003,Cy\n");

  const ended = await stage.run(["batch", "send", file, ...SEND, "--channel", "SMS", "--dry-run", "--json"]);

  expect(JSON.parse(ended.stdout)).toMatchObject({
    samples: [{ to: "contact c-1" }, { to: "SMS 46700000002" }],
    invalid: [
      { line: 4, reason: "c-1 is already in line 2" },
      { line: 5, reason: "it has an identity and a contact_id: give one of them" },
    ],
  });
});

test("reads stdin, whose run needs a name, and leaves no copy behind", async () => {
  const args = ["batch", "send", "-", ...SEND, "--yes"];
  const temporary = { TMPDIR: stage.folder };

  const unnamed = await stage.run(args, { stdin: PEOPLE, env: temporary });
  const ended = await stage.run([...args, "--run", "piped"], { stdin: PEOPLE, env: temporary });

  expect(unnamed).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("a run from stdin needs a name: add --run NAME"),
  });
  expect(ended.code).toBe(0);
  expect(texts()).toEqual(TWO);
  expect((await readdir(stage.folder)).filter((name) => name.startsWith("sinch-fetch-"))).toEqual([]);
});

test("leaves out what cannot be sent only when told, and says in the report what became of each line", async () => {
  const file = await people(`${PEOPLE}=1+1,SMS,"Cy, Jr"\n`);
  const args = ["batch", "send", file, ...SEND, "--yes"];

  const refused = await stage.run(args);
  const ended = await stage.run([
    ...args,
    "--skip-invalid",
    "--report",
    "r.csv",
    "--report",
    "r.html",
    "--report",
    "r.svg",
  ]);

  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("1 row cannot be sent: fix them, or add --skip-invalid"),
  });
  expect(ended.code).toBe(0);
  expect(texts()).toEqual(TWO);
  const [csv, html, svg] = await Promise.all(
    ["r.csv", "r.html", "r.svg"].map((name) => readFile(`${stage.folder}/${name}`, "utf8")),
  );
  expect(csv?.split("\r\n")).toEqual([
    "line,to,outcome,batch_id,reason",
    expect.stringMatching(/^2,SMS 46700000001,accepted,[0-9A-Z]{26},$/),
    expect.stringMatching(/^3,RCS 46700000002,accepted,[0-9A-Z]{26},$/),
    '4,,invalid,,"""=1+1"" is not a phone number"',
    "",
  ]);
  expect(html).toContain("<td>4</td><td>invalid</td><td></td><td>&quot;=1+1&quot; is not a phone number</td>");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
});

test("ends with 4 when the API refuses a batch, and lists the lines", async () => {
  const file = await people();
  stage.mock.world.fault({ kind: "status", status: 400, operation: "Batch_SendBatch" });

  const ended = await stage.run(["batch", "send", file, ...SEND, "--yes"]);

  expect(ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/rejected {2}2 {2}refused by Sinch/) });
  expect(ended.stdout).toMatch(/ {2}line 2, SMS 46700000001: rejected, /);
});

test("prints the summary as one line of JSON with --json", async () => {
  const file = await people();

  const ended = await stage.run(["batch", "send", file, ...SEND, "--yes", "--json"]);

  expect(JSON.parse(ended.stdout)).toMatchObject({ accepted: 2, rejected: 0, unresolved: 0, invalid: 0, batches: 1 });
});

const WRONG: readonly (readonly [string, readonly string[], string, number])[] = [
  ["without a terminal to ask at", [], "nobody can be asked: add --yes to send, or --dry-run", 3],
  ["with a mistyped --dry-run", ["--yes", "--dryrun"], "unknown option '--dryrun' (Did you mean --dry-run?)", 2],
  ["with an option in place of a value", ["--yes", "--run", "--dry-run"], "Its value is missing", 2],
  ["at a time without its zone", ["--yes", "--at", "2026-12-01T09:00"], "is not a time with its zone", 2],
  ["at a time that is over", ["--yes", "--at", "2020-12-01T09:00:00Z"], "is over", 2],
  ["too far ahead", ["--yes", "--at", "2999-12-01T09:00:00Z"], "is more than seven days ahead", 2],
  ["with too large a batch", ["--yes", "--batch-size", "1001"], "--batch-size is more than 1000", 2],
  ["with a rate of nothing", ["--yes", "--rate", "0"], "It needs a number above 0", 2],
  ["with a report of an unknown kind", ["--yes", "--report", "r.pdf"], "its name must end with .html, .svg or .csv", 2],
  ["with a run's name that no file can have", ["--yes", "--run", "a/b"], '--run "a/b" is wrong', 2],
  ["with a ledger where none can be", ["--yes", "--ledger", "no folder/x"], "no folder/x", 1],
];

test.each(WRONG)("refuses to send %s", async (_title, args, says, code) => {
  const file = await people();

  const ended = await stage.run(["batch", "send", file, ...SEND, ...args]);

  expect(ended.stderr).toContain(says);
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(stage.sent()).toEqual([]);
});

test("schedules, shows and cancels a run by its ledger", async () => {
  const file = await people();
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const ledger = `${file}.ledger`;
  await stage.run(["batch", "send", file, ...SEND, "--yes", "--at", at]);

  const status = await stage.run(["batch", "status", "--ledger", ledger]);
  const asked = await stage.run(["batch", "cancel", "--ledger", ledger]);
  const cancelled = await stage.run(["batch", "cancel", "--ledger", ledger, "--yes"]);
  const late = await stage.run(["batch", "cancel", "--ledger", ledger, "--yes"]);

  expect(status.stdout).toContain("SCHEDULED");
  expect(asked).toMatchObject({ code: 3, stdout: "" });
  expect(cancelled).toMatchObject({ code: 0, stdout: expect.stringContaining("CANCELLED") });
  expect(late).toMatchObject({ code: 1, stderr: expect.stringContaining("none can be cancelled") });
  expect(texts()).toEqual([]);
});

test("names what a status is asked of, and says that a file is not a ledger", async () => {
  const file = await people();

  const nothing = await stage.run(["batch", "status"]);
  const wrong = await stage.run(["batch", "status", "--ledger", file]);

  expect(nothing).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("give one of these: a batch id, --ledger FILE or --metadata KEY=VALUE"),
  });
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("is not the ledger of a run") });
});
