import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describedCallback } from "../src/callback/callback-description.ts";
import { callbackExample } from "../src/callback/callback-example.ts";
import { CALLBACK_HELP, runCallback } from "../src/command/callback.ts";
import { describedValue } from "../src/command/described-value.ts";
import { UsageError } from "../src/command/usage-error.ts";
import { callbackTriggers } from "../src/index.ts";
import { isSigned, openReceiver, type Receiver } from "./receiver.ts";

let receiver: Receiver;

beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

describe("runCallback", () => {
  test("sends an example, signed with the secret that the environment holds", async () => {
    const options = ["--example", "rich", "--secret-env", "WEBHOOK_SECRET"];
    const result = await runCallback(
      ["--trigger", "MESSAGE_DELIVERY", "--url", `${receiver.url}/callbacks?key=hidden`, ...options],
      { WEBHOOK_SECRET: "marble" },
    );

    expect(result).toEqual({
      line: `200  MESSAGE_DELIVERY  signed  ${receiver.url}/callbacks`,
      warnings: [],
      isSuccess: true,
    });
    const received = receiver.received.at(-1) ?? expect.unreachable("nothing arrived");
    expect(received.url).toBe("/callbacks?key=hidden");
    expect(JSON.parse(received.body)).toHaveProperty("message_delivery_report.status", "FAILED");
    expect(await isSigned(received, "marble")).toBe(true);
  });

  test.each([
    ["/204", true],
    ["/302", false],
    ["/401", false],
    ["/500", false],
  ])("tells whether the answer of %s is a success", async (path, isSuccess) => {
    const result = await runCallback(["--trigger=OPT_IN", `--url=${receiver.url}${path}`], {});

    expect(result).toMatchObject({
      line: expect.stringContaining(`${path.slice(1)}  OPT_IN  unsigned  ${receiver.url}${path}`),
      isSuccess,
    });
  });

  test("signs with a secret that is given as it is", async () => {
    await runCallback(["--trigger=OPT_IN", `--url=${receiver.url}/`, "--secret", "shh"], {});

    expect(await isSigned(receiver.received.at(-1) ?? expect.unreachable("nothing arrived"), "shh")).toBe(true);
  });

  test.each([
    ["the callback has no header x-sinch-webhook-signature", ": the callback has no header x-sinch-webhook-signature"],
    ["  no such path\n", ": no such path"],
    ["<!DOCTYPE html>\n<pre>Cannot POST /</pre>", ""],
    ["\u001b[31mred", ""],
    ["x".repeat(301), ""],
  ])("prints the one line that a receiver refuses with: %j", async (body, shown) => {
    const server = createServer((_request, response) => response.writeHead(401).end(body));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;

    const result = await runCallback(["--trigger=OPT_IN", `--url=http://127.0.0.1:${port}/`], {});

    server.close();
    expect(result).toHaveProperty("line", `401  OPT_IN  unsigned  http://127.0.0.1:${port}/${shown}`);
  });

  test.each([
    [
      "message.contact_message.text_mesage.text=STOP",
      '--set names "text_mesage", which message.contact_message does not have; did you mean text_message?',
    ],
    [
      'message.contact_message={"text_message":{"txt":"a"}}',
      '--set names "txt", which message.contact_message.text_message does not have; did you mean text?',
    ],
    [
      "nonsense=1",
      '--set names "nonsense", which the callback does not have; expected one of app_id, project_id, accepted_time, event_time, message_metadata, correlation_id, message',
    ],
    ["channel=PIGEON", /^--set names "channel", which the callback does not have; expected one of app_id, /],
    ["app_id.x=1", '--set names "x", which app_id does not have; expected no fields'],
    [
      "message.contact_message.choice_response_message.message_id.x=1",
      '--set names "x", which message.contact_message.choice_response_message.message_id does not have; expected no fields',
    ],
    ["message.injected=maybe", '--set gives message.injected the value "maybe", expected true or false'],
    ["message.metadata=null", "--set gives message.metadata the value null, expected text"],
    ["message.channel_identity=SMS", '--set gives message.channel_identity the value "SMS", expected an object'],
  ])("refuses to set what the description does not have: %s", async (setting, why) => {
    const before = receiver.received.length;

    const run = runCallback(["--trigger=MESSAGE_INBOUND", `--url=${receiver.url}/`, "--set", setting], {});

    await expect(run).rejects.toThrow(why);
    await expect(run).rejects.toThrow(UsageError);
    expect(receiver.received.length).toBe(before);
  });

  test("sends a value that the description does not list, with a warning", async () => {
    const setting = "message.channel_identity.channel=WATSAPP";
    const result = await runCallback(["--trigger=MESSAGE_INBOUND", `--url=${receiver.url}/`, "--set", setting], {});

    expect(result).toMatchObject({
      isSuccess: true,
      warnings: [
        'message.channel_identity.channel is "WATSAPP", which the description does not list; did you mean WHATSAPP?',
      ],
    });
    expect(JSON.parse(receiver.received.at(-1)?.body ?? "")).toHaveProperty(
      "message.channel_identity.channel",
      "WATSAPP",
    );
  });

  test("sets what only a file has", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "callback-")), "callback.json");
    await writeFile(file, JSON.stringify({ new_thing: { size: 1 } }));

    await runCallback(["--trigger=OPT_IN", `--url=${receiver.url}/`, "--file", file, "--set", "new_thing.size=2"], {});

    expect(JSON.parse(receiver.received.at(-1)?.body ?? "")).toEqual({ new_thing: { size: 2 } });
  });

  test.each(callbackTriggers)("takes each field of the examples of %s as it is", async (trigger) => {
    const described = await describedCallback(trigger);
    const example = Object(await callbackExample(trigger));
    const warnings: string[] = [];

    for (const [name, value] of Object.entries(example)) {
      const read = describedValue([name], JSON.stringify(value), described, {}, (text) => warnings.push(text));
      expect(read).toEqual(value);
    }

    expect(warnings).toEqual([]);
  });

  test("sets fields of what it sends, and sends a file", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "callback-")), "callback.json");
    await writeFile(file, JSON.stringify({ app_id: "of-the-file", message: { id: "1" } }));
    const url = `--url=${receiver.url}/`;
    const sent = async (...args: string[]) => {
      await runCallback(["--trigger=MESSAGE_INBOUND", url, ...args], {});
      return JSON.parse(receiver.received.at(-1)?.body ?? "");
    };

    const set = await sent("--set", "message.contact_message.text_message.text=STOP", "--set", "app_id=mine");
    expect(set).toMatchObject({ app_id: "mine", message: { contact_message: { text_message: { text: "STOP" } } } });
    expect(await sent("--file", file, "--set", "message.id=2")).toEqual({
      app_id: "of-the-file",
      message: { id: "2" },
    });
    await expect(sent("--file", `${file}.none`)).rejects.toThrow(UsageError);
    await expect(sent("--file", file, "--example", "rich")).rejects.toThrow("--file and --example exclude each other");
  });

  test("lists its options and the triggers", async () => {
    expect(await runCallback(["--help"], {})).toBe("help");
    for (const option of ["--trigger", "--url", "--secret-env", "--example", ...callbackTriggers]) {
      expect(CALLBACK_HELP).toContain(option);
    }
  });

  const url = ["--url", "http://127.0.0.1:3000/"];
  const trigger = ["--trigger", "OPT_IN"];
  test.each([
    [url, "--trigger is missing"],
    [trigger, "--url is missing"],
    [["--trigger", "OPT", ...url], `--trigger is "OPT", expected one of ${callbackTriggers.join(", ")}`],
    [[...trigger, ...url, "--example", "poor"], '--example is "poor", OPT_IN has minimal, rich'],
    [
      [...trigger, "--url", "localhost:3000"],
      "--url is not the URL of a receiver, expected one such as http://127.0.0.1:3000/callbacks",
    ],
    [[...trigger, ...url, "--secrt", "marble"], "Unknown option '--secrt' (did you mean --secret?)"],
    [[...trigger, ...url, "--secret", ""], "--secret is empty, leave it out to send without a signature"],
    [[...trigger, ...url, "--secret=a", "--secret-env=EMPTY"], "--secret and --secret-env exclude each other"],
    [
      [...trigger, ...url, "--secret-env", "EMPTY"],
      "--secret-env names EMPTY, an environment variable that is not set",
    ],
    [[...trigger, ...url, "--secret-env", "NOPE"], "--secret-env names NOPE, an environment variable that is not set"],
    [[...trigger, ...url, "--secret-env", "marble"], "--secret-env names an environment variable that is not set"],
    [[...trigger, ...url, "--secret-env", "marble-otter"], "--secret-env is not the name of an environment variable"],
  ])("refuses %j", async (args, want) => {
    await expect(runCallback(args, { EMPTY: "" })).rejects.toThrow(new UsageError(want));
  });
});
