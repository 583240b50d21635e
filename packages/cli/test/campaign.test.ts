import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { CTRL_C, ENTER, openTerminal, screenOf } from "./terminal.ts";

const README = fileURLToPath(new URL("../README.md", import.meta.url));
const BEGIN = "<!-- session: written by RECORD=1 vitest run test/campaign.test.ts -->\n\n```console\n";
const END = "```\n\n<!-- end of session -->";
const PEOPLE = 20_000;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const NAMES = ["Ada", "Bo", "Cleo", "Dag", "Eva"];

/** A CSV of many people, of whom two cannot be sent to. */
function csvOf(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const name = NAMES[index % NAMES.length];
    return `+467${String(10_000_000 + index)},${index % 4 === 0 ? "RCS" : "SMS"},${name},${1001 + index}`;
  });
  rows.splice(6, 0, "070-123 45 67,SMS,Finn,9001");
  rows.splice(11_000, 0, "+46710000003,SMS,Dag,9002");
  return ["identity,channel,name,order", ...rows, ""].join("\n");
}

const QUOTED = "'Hello ${name}, your order ${order} is ready.'";

/** Runs a command in a terminal as a person would; returns what they would see, with the command before it. */
async function step(
  command: string,
  act: (terminal: ReturnType<typeof openTerminal>) => Promise<void> = async () => {},
) {
  // What a shell makes of the line.
  const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
  const terminal = openTerminal(stage.folder, args, { ...stage.env, SINCH_APP_ID: "shop" });
  await act(terminal);
  const code = await terminal.ended;
  return { code, text: `$ sinch-fetch ${command}\n${screenOf(terminal.output()).trimEnd()}\n` };
}

/** Takes out what differs from run to run: paces, durations, the state at the moment of Ctrl-C. */
function timeless(session: string): string {
  return session
    .replace(/^[█░]+.*$/gm, "(bar)")
    .replace(/^[\d ]+(?= of 20 000 recipients have)/gm, "(some)")
    .replace(/^(accepted|pending|invalid) +[\d ]+ {2}/gm, "$1 (some)  ")
    .replace(/[\d ]+ batch(es)? in /g, "(some) batches in ")
    .replace(/(?<=batches in )[^,\n]*$/gm, "(time)")
    .replace(/(?<=batches in )[^,\n]*, [\d ]+(?= before$)/gm, "(time), (some)");
}

test("sends to 20 000: dry run, run, Ctrl-C, resume, report; and the README shows just that", {
  timeout: 300_000,
}, async () => {
  await stage.file("people.csv", csvOf(PEOPLE));

  const dry = await step(`batch send people.csv --text ${QUOTED} --dry-run`);
  const run = await step(`batch send people.csv --text ${QUOTED} --rate 2500`, async (terminal) => {
    await terminal.shows("[y/N]");
    terminal.type(`y${ENTER}`);
    await terminal.shows(/[5-9] 000 of 20 000/);
    terminal.type(CTRL_C);
  });
  const command = /^ {2}sinch-fetch (.* --resume)$/m.exec(run.text)?.[1] ?? "";
  const resumed = await step(`${command} --report report.csv --report report.html`, async (terminal) => {
    await terminal.shows("[y/N]");
    terminal.type(`y${ENTER}`);
  });

  expect([dry.code, run.code, resumed.code]).toEqual([2, 130, 0]);
  const reached = stage.mock.world.messages().map(({ channel_identity }) => channel_identity?.identity);
  expect({ messages: reached.length, people: new Set(reached).size }).toEqual({ messages: PEOPLE, people: PEOPLE });
  const report = (await readFile(`${stage.folder}/report.csv`, "utf8")).trimEnd().split("\r\n");
  expect(report).toHaveLength(PEOPLE + 3);
  expect(report.filter((line) => /,accepted,[0-9A-Z]{26},$/.test(line))).toHaveLength(PEOPLE);

  const session = [dry, run, resumed].map(({ text }) => text).join("\n");
  const readme = await readFile(README, "utf8");
  const [begin, end] = [readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END)];
  if (process.env.RECORD) await writeFile(README, `${readme.slice(0, begin)}${session}${readme.slice(end)}`);
  else expect(timeless(readme.slice(begin, end))).toBe(timeless(session));
});
