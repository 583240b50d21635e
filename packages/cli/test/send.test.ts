import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStage, SECRET, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
beforeEach(() => {
  stage.exchanges.length = 0;
});
afterAll(() => stage.close());

const TO = ["send", "--to", "+46 70 000 00 01", "--channel", "rcs,SMS"];

test("sends a message to a phone on two channels, and prints its id alone", async () => {
  const ended = await stage.run([...TO, "--text", "The boat leaves at nine."]);

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(ended.stdout).toMatch(/^[0-9A-Z]{26}\n$/);
  const [message] = stage.mock.world.messages({ identity: "46700000001" });
  expect(message).toMatchObject({ app_message: { text_message: { text: "The boat leaves at nine." } } });
});

test("sends a message of a file, and prints the response as JSON", async () => {
  const file = await stage.file(
    "a card.json",
    JSON.stringify({ card_message: { title: "Boat", description: "At nine" } }),
  );

  const ended = await stage.run([...TO, "--message", file, "--json"]);

  expect(JSON.parse(ended.stdout)).toMatchObject({ message_id: expect.any(String) });
});

test("shows with --dry-run what would be sent, without an account", async () => {
  const ended = await stage.run([...TO, "--text", "Hello", "--dry-run"], {
    env: { SINCH_KEY_ID: "", SINCH_KEY_SECRET: "" },
  });

  expect(ended).toEqual({
    code: 0,
    stderr: "",
    stdout: "to 46700000001 by RCS, then SMS:\n\nHello\n\nNothing was sent.\n",
  });
  expect(stage.exchanges).toEqual([]);
});

const WRONG: readonly (readonly [string, readonly string[], string, number])[] = [
  ["a mistyped option", [...TO, "--text", "Hi", "--dryrun"], "unknown option '--dryrun' (Did you mean --dry-run?)", 2],
  ["a mistyped command", ["sned"], "unknown command 'sned' (Did you mean send?)", 2],
  ["one argument too many", [...TO, "--text", "Hi", "there"], "too many arguments", 2],
  ["an option as the value of another", [...TO, "--text", "--dry-run"], "Its value is missing", 2],
  ["an option twice", [...TO, "--text", "a", "--text", "b"], "It is given more than once", 2],
  ["no message", TO, "there is no message: add --text '…' or --message file.json", 2],
  ["two messages", [...TO, "--text", "a", "--message", "b.json"], "--text and --message are both given", 2],
  [
    "nobody to send to",
    ["send", "--channel", "SMS", "--text", "a"],
    "required option '--to <identity>' not specified",
    2,
  ],
  [
    "a number without its country",
    ["send", "--to", "0700000001", "--channel", "SMS", "--text", "a"],
    "has no country code",
    2,
  ],
  ["an unknown channel", ["send", "--to", "1", "--channel", "SMSS", "--text", "a"], "did you mean SMS?", 2],
  ["a place that nothing fills", [...TO, "--text", "Hello ${name}"], "the message has the placeholder ${name}", 2],
  ["a file that is not there", [...TO, "--message", "none.json"], "none.json cannot be read: there is no such file", 2],
  ["a time to live too short", [...TO, "--text", "a", "--ttl", "2"], "expected whole seconds from 3", 2],
  ["an unknown region", [...TO, "--text", "a", "--region", "mars"], "Allowed choices are us, eu, br", 2],
];

test.concurrent.each(WRONG)("refuses %s in one line, and sends nothing", async (_title, args, says, code) => {
  const ended = await stage.run(args);

  expect(ended.stderr).toContain(says);
  expect(ended).toMatchObject({ code, stdout: "" });
  expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stage.exchanges).toEqual([]);
});

const WRONG_MESSAGES: readonly (readonly [string, string, string])[] = [
  ["torn JSON", '{\n  "text_message": {\n', ":3: it is not JSON"],
  ["a list", "[]", ": it is not a message"],
  ["a misspelt kind", '{"text_mesage":{"text":"a"}}', ': a message has no "text_mesage"'],
  [
    "a whole request",
    '{"message":{"text_message":{"text":"a"}}}',
    ': a message has no "message": give only what is inside it',
  ],
  ["two kinds", '{"text_message":{"text":"a"},"media_message":{"url":"b"}}', ": it has text_message and media_message"],
  ["no content", "{}", ": it has no content"],
  ["a text that is none", '{"text_message":{"text":1}}', ": text_message.text is missing"],
];

test.concurrent.each(WRONG_MESSAGES)("refuses a message file with %s", async (title, content, says) => {
  const file = await stage.file(`${title}.json`, content);

  const ended = await stage.run([...TO, "--message", file]);

  expect(ended.stderr).toContain(`${file}${says}`);
  expect(ended.code).toBe(2);
  expect(stage.exchanges).toEqual([]);
});

test("says what to do when the API refuses, and shows the requests with --debug, without secrets", async () => {
  const fault = stage.mock.world.fault({ kind: "status", status: 403, operation: "Messages_SendMessage" });

  const ended = await stage.run([...TO, "--text", "Hello", "--debug", "--verbose"]);
  fault.remove();

  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("the key is not allowed to do this in the project; run sinch-fetch doctor");
  expect(ended.stderr).toContain("keySecret: (not shown)  from SINCH_KEY_SECRET");
  expect(ended.stderr).toMatch(/POST http:.*messages:send {2}attempt 1: 403/);
  expect(ended.stderr).not.toContain(SECRET);
});

test("says which server gave no response", async () => {
  const ended = await stage.run([...TO, "--text", "Hello"], { env: { SINCH_TOKEN_URL: "http://127.0.0.1:9/token" } });

  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^error: .*token endpoint.*\n$/);
});
