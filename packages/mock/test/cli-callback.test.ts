import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CALLBACK_HELP, runCallback } from "../src/cli-callback.ts";
import { callbackTriggers } from "../src/index.ts";
import { UsageError } from "../src/usage-error.ts";
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

    expect(result).toEqual({ line: `200  MESSAGE_DELIVERY  signed  ${receiver.url}/callbacks`, isSuccess: true });
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

    expect(result).toEqual({ line: `${path.slice(1)}  OPT_IN  unsigned  ${receiver.url}${path}`, isSuccess });
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
    expect(await sent("--file", file, "--set", "message.id=2")).toEqual({ app_id: "of-the-file", message: { id: 2 } });
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
      "--url is not the address of a receiver, expected one such as http://127.0.0.1:3000/callbacks",
    ],
    [[...trigger, ...url, "--secret", "marble"], "Unknown option '--secret'"],
    [[...trigger, ...url, "--secret-env", "EMPTY"], "--secret-env names an environment variable that is not set"],
    [[...trigger, ...url, "--secret-env", "ABSENT"], "--secret-env names an environment variable that is not set"],
    [[...trigger, ...url, "--secret-env", "marble-otter"], "--secret-env is not the name of an environment variable"],
  ])("refuses %j", async (args, want) => {
    await expect(runCallback(args, { EMPTY: "" })).rejects.toThrow(new UsageError(want));
  });
});
