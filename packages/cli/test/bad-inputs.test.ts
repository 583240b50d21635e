import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const GOOD = "+46700000001,SMS,Ada";
const HEADER = "identity,channel,name";
const csv = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;
const utf16 = (text: string, mark: string): Uint8Array => Buffer.from(mark + text, "utf16le");

interface BadInput {
  readonly title: string;
  readonly content: string | Uint8Array;
  /** The line and the reason, as stderr names them after the file. */
  readonly says: string;
  readonly name?: string;
  readonly text?: string;
  readonly args?: readonly string[];
}

const BAD_INPUTS: readonly BadInput[] = [
  { title: "an empty file", content: "", says: ":1: it is empty" },
  { title: "blank lines only", content: "\n\n", says: ":1: it is empty" },
  { title: "no header", content: csv("46700000001,SMS"), says: ":1: it has no header" },
  {
    title: "semicolons",
    content: csv("identity;channel;name", "1;2;3"),
    says: ":1: the header is one column. If semicolons separate the columns, add --delimiter ';'",
  },
  {
    title: "tabs",
    content: csv("identity\tchannel", "1\t2"),
    says: ":1: the header is one column. If tabs separate the columns, add --delimiter tab",
  },
  {
    title: "a doubled column",
    content: csv("identity,channel,name,name", GOOD),
    says: ':1: columns 3 and 4 are both called "name"',
  },
  { title: "a column without a name", content: csv("identity,channel,", GOOD), says: ":1: column 3 has no name" },
  {
    title: "no identity",
    content: csv("phone,channel,name", GOOD),
    says: ':1: there is no column "identity": name it with --map identity=COLUMN',
  },
  {
    title: "an identity in another case",
    content: csv("Identity,channel,name", GOOD),
    says: ':1: there is no column "identity": did you mean --map identity=Identity?',
  },
  { title: "no channel", content: csv("identity,name", "+46700000001,Ada"), says: ':1: there is no column "channel"' },
  {
    title: "a parameter without a column",
    content: csv("identity,channel,nmae", GOOD),
    says: ':1: the message uses ${name}, and there is no column "name": did you mean --map name=nmae?',
  },
  {
    title: "an unused column",
    content: csv(`${HEADER},notes`, `${GOOD},x`),
    says: ':1: the message does not use "notes": add --ignore notes to leave it out',
  },
  {
    title: "a map of a column that is not there",
    content: csv(HEADER, GOOD),
    args: ["--map", "name=Vorname"],
    says: ':1: --map names the column "Vorname", which does not exist',
  },
  {
    title: "an ignored column that is not there",
    content: csv(HEADER, GOOD),
    args: ["--ignore", "mail"],
    says: ':1: --ignore names the column "mail", which does not exist',
  },
  {
    title: "two columns for one name",
    content: csv(`${HEADER},first`, `${GOOD},x`),
    args: ["--map", "name=first"],
    says: ':1: two columns are "name" after --map',
  },
  {
    title: "a channel option beside a column",
    content: csv(HEADER, GOOD),
    args: ["--channel", "SMS"],
    says: ':1: --channel and the column "channel" are both there',
  },
  {
    title: "a quote that is never closed",
    content: csv(HEADER, GOOD, '+46700000002,SMS,"Bo', "+46700000003,SMS,Cy"),
    says: ":3: a quote is opened in this row and never closed",
  },
  {
    title: "text after a quote",
    content: csv(HEADER, '+46700000001,SMS,"Ada" Lovelace'),
    says: ":2: there is text after a closing quote",
  },
  {
    title: "a quote in a cell",
    content: csv(HEADER, GOOD, '+46700000002,SMS,Bo "B" Ek'),
    says: ":3: a quote stands in the middle of a cell",
  },
  {
    title: "a quote that swallows rows",
    content: csv(HEADER, '+46700000001,SMS,"Ada', "+46700000002,SMS,Bo", '+46700000003,SMS,"'),
    says: ":2: a cell contains whole rows",
  },
  {
    title: "a column too few",
    content: csv(HEADER, GOOD, "+46700000002,SMS"),
    says: ":3: it has 2 columns, and the header has 3",
  },
  {
    title: "a column too many",
    content: csv(HEADER, "+46700000001,SMS,Ada,Lovelace"),
    says: ":2: it has 4 columns, and the header has 3",
  },
  { title: "no identity in a row", content: csv(HEADER, GOOD, ",SMS,Bo"), says: ":3: it has no identity" },
  { title: "no channel in a row", content: csv(HEADER, "+46700000001,,Ada"), says: ":2: it has no channel" },
  {
    title: "an unknown channel",
    content: csv(HEADER, "+46700000001,WATSAPP,Ada"),
    says: ':2: there is no channel "WATSAPP": did you mean WHATSAPP?',
  },
  {
    title: "a channel twice",
    content: csv(HEADER, "+46700000001,SMS SMS,Ada"),
    says: ":2: it has the channel SMS twice",
  },
  {
    title: "a number without its country",
    content: csv(HEADER, "0700000001,SMS,Ada"),
    says: ':2: "0700000001" has no country code',
  },
  { title: "a number too short", content: csv(HEADER, "+4670,SMS,Ada"), says: ':2: "+4670" is too short' },
  {
    title: "a number too long",
    content: csv(HEADER, "+467000000000000000,SMS,Ada"),
    says: ':2: "+467000000000000000" is too long',
  },
  {
    title: "a number of no country",
    content: csv(HEADER, "+99900000001,SMS,Ada"),
    says: `:2: "+99900000001" does not start with a country code`,
  },
  {
    title: "letters for a number",
    content: csv(HEADER, "ada@example.com,SMS,Ada"),
    says: ':2: "ada@example.com" is not a phone number',
  },
  {
    title: "a number that a spreadsheet rounded",
    content: csv(HEADER, "4.67E+10,SMS,Ada"),
    says: ':2: "4.67E+10" was rounded by a spreadsheet program',
  },
  {
    title: "a double",
    content: csv(HEADER, GOOD, "+46700000002,SMS,Bo", "46 70 000 00 01,SMS,Ada"),
    says: ":4: 46700000001 is already in line 2",
  },
  {
    title: "a double on another channel",
    content: csv(HEADER, GOOD, "+46700000001,WHATSAPP,Ada"),
    says: ":3: 46700000001 is already in line 2",
  },
  {
    title: "an empty parameter",
    content: csv(HEADER, GOOD, "+46700000002,SMS, "),
    says: ':3: the parameter "name" is empty',
  },
  {
    title: "UTF-16, little endian",
    content: utf16(csv(HEADER, GOOD), "\ufeff"),
    says: ":1: it is UTF-16 (little endian)",
  },
  {
    title: "UTF-16, big endian",
    content: Buffer.from(utf16(csv(HEADER, GOOD), "\ufeff")).swap16(),
    says: ":1: it is UTF-16 (big endian)",
  },
  {
    title: "UTF-16 without a mark",
    content: utf16(csv(HEADER, GOOD), ""),
    says: ":1: it is UTF-16 (little endian, without a byte order mark)",
  },
  {
    title: "Windows-1252",
    content: Buffer.from(csv(HEADER, GOOD, "+46700000002,SMS,Bj\xf6rn"), "latin1"),
    says: ":3: it is not UTF-8",
  },
  { title: "a NUL byte", content: csv(HEADER, GOOD, "+46700000002,SMS,B\0o"), says: ":3: it contains a NUL byte" },
  {
    title: "a workbook under another name",
    content: Buffer.from("PK\x03\x04rest"),
    says: ":1: it is a workbook or another zip file",
  },
  { title: "a compressed file", content: Buffer.from([0x1f, 0x8b, 8, 0, 0]), says: ":1: it is compressed" },
  {
    title: "a line without an end",
    content: `${HEADER}\n${"x".repeat(2_000_000)}`,
    says: ":2: the line is longer than 1 MiB",
  },
  {
    title: "JSON that breaks off",
    name: "people.jsonl",
    content: '{"identity":"+46700000001","channel":"SMS","name":"Ada"}\n{"identity":\n',
    says: ":2: it is not JSON",
  },
  {
    title: "JSON that is a list",
    name: "people.jsonl",
    content: '["+46700000001"]\n',
    says: ":1: it is not an object",
  },
  {
    title: "JSON with an object for a parameter",
    name: "people.jsonl",
    content: '{"identity":"+46700000001","channel":"SMS","name":{}}\n',
    says: ':1: "name" is neither a string nor a number',
  },
  {
    title: "JSON without the parameter",
    name: "people.jsonl",
    content: '{"identity":"+46700000001","channel":"SMS"}\n',
    says: ':1: the parameter "name" is missing',
  },
  {
    title: "JSON with an unused parameter",
    name: "people.jsonl",
    content: '{"identity":"+46700000001","channel":"SMS","name":"Ada","age":36}\n',
    says: ':1: the message does not use "age"',
  },
  {
    title: "an entry with an unknown member",
    name: "people.jsonl",
    content: '{"recipient":{"contact_id":"c"},"params":{"name":"Ada"}}\n',
    says: ':1: an entry has no "params"',
  },
  {
    title: "an entry for nobody",
    name: "people.jsonl",
    content: '{"recipient":{},"parameters":{"name":"Ada"}}\n',
    says: ":1: recipient needs either contact_id or identified_by",
  },
  {
    title: "an entry with an empty list",
    name: "people.jsonl",
    content: '{"recipient":{"identified_by":{"channel_identities":[]}},"parameters":{"name":"Ada"}}\n',
    says: ":1: identified_by.channel_identities is not a list with an address",
  },
];

test("there are 40 of them and more", () => {
  expect(BAD_INPUTS.length).toBeGreaterThanOrEqual(40);
});

test.concurrent.each(BAD_INPUTS.map((bad, index) => ({ ...bad, index })))(
  "$title: names the line, and sends nothing",
  async ({ content, says, args = [], name = "people.csv", index }) => {
    const file = `${index} ${name}`;
    await stage.file(file, content);

    const ended = await stage.run(["batch", "send", file, "--text", "Hello ${name}", "--yes", ...args]);

    expect(ended.stderr).toContain(`${file}${says}`);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(stage.sent()).toEqual([]);
  },
);
