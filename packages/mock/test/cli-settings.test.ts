import { describe, expect, test } from "vitest";
import { readSettings } from "../src/command/settings.ts";
import { UsageError } from "../src/command/usage-error.ts";

describe("readSettings", () => {
  test("serves all APIs on their fixed ports by default", () => {
    expect(readSettings([])).toEqual({
      apis: ["conversation", "batch", "templates", "auth"],
      ports: { conversation: 4010, batch: 4011, templates: 4012, auth: 4013, inbox: 4014 },
      host: "127.0.0.1",
      isQuiet: false,
      world: {},
    });
  });

  test("moves all ports together and picks APIs", () => {
    expect(readSettings(["--port", "5000", "--apis", "batch, auth,batch", "--host=::1", "--quiet"])).toEqual({
      apis: ["batch", "auth"],
      ports: { conversation: 5000, batch: 5001, templates: 5002, auth: 5003, inbox: 5004 },
      host: "::1",
      isQuiet: true,
      world: {},
    });
  });

  test("takes free ports for 0", () => {
    expect(readSettings(["--port", "0"])).toMatchObject({
      ports: { conversation: 0, batch: 0, templates: 0, auth: 0, inbox: 0 },
    });
  });

  test("reads what the world is to be like", () => {
    const args = ["--webhook", "http://127.0.0.1:3000/", "--webhook", "http://127.0.0.1:3001/", "--secret-env", "HOOK"];
    const more = [
      "--seed",
      "7",
      "--manual-clock",
      "--strict-apps",
      "--data",
      "world.json",
      "--messages-per-second",
      "20",
    ];

    expect(readSettings([...args, ...more], { HOOK: "of-mine" })).toMatchObject({
      world: {
        webhooks: [
          { target: "http://127.0.0.1:3000/", secret: "of-mine" },
          { target: "http://127.0.0.1:3001/", secret: "of-mine" },
        ],
        seed: 7,
        clock: "manual",
        strictApps: true,
        data: "world.json",
        messagesPerSecond: 20,
      },
    });
    expect(readSettings(["--webhook", "http://x/", "--secret", "s"])).toMatchObject({
      world: { webhooks: [{ target: "http://x/", secret: "s" }] },
    });
    expect(readSettings(["--examples"])).toMatchObject({ world: false });
  });

  test.each([
    [["--help"], "help"],
    [["--version"], "version"],
  ] as const)("reads %j", (args, want) => {
    expect(readSettings(args)).toBe(want);
  });

  test.each([
    [["--apis", "sms"], '--apis contains "sms", expected conversation, batch, templates or auth'],
    [["--port", "http"], '--port is "http", expected a whole number from 0 to 65531'],
    [["--port", "65532"], '--port is "65532", expected a whole number from 0 to 65531'],
    [["--seed", "x"], '--seed is "x", expected a whole number'],
    [["--messages-per-second", "0"], '--messages-per-second is "0", expected a number above 0'],
    [["--secret", "s"], "--secret needs --webhook"],
    [["--webhook", "http://x/", "--secret", "s", "--secret-env", "S"], "--secret and --secret-env exclude each other"],
    [["--webhook", "http://x/", "--secret-env", "S"], "--secret-env names S, an environment variable that is not set"],
    [["--webhook", "http://x/", "--secret", ""], "--secret is empty, leave it out to send without a signature"],
    [
      ["--webhook", "localhost:3000"],
      '--webhook is "localhost:3000", expected an http or https URL such as http://localhost:3000',
    ],
    [
      ["--webhook", "http://x/", "--webhook", "/hooks"],
      '--webhook is "/hooks", expected an http or https URL such as http://127.0.0.1:3000/callbacks',
    ],
    [
      ["--webhook", "ftp://user:marble@host/"],
      "--webhook is no http or https URL, expected an http or https URL such as http://127.0.0.1:3000/callbacks",
    ],
    [["--data", ""], "--data is empty, expected the path of a file"],
    [["--webhok", "http://x/"], "Unknown option '--webhok' (did you mean --webhook?)"],
    [["--strictApps"], "Unknown option '--strictApps' (did you mean --strict-apps?)"],
    [["--examples", "--seed", "7"], "--seed has no effect with --examples"],
    [["--loud"], "Unknown option '--loud'"],
    [["batch"], "Unexpected argument 'batch'"],
  ])("refuses %j", (args, want) => {
    expect(() => readSettings(args)).toThrow(new UsageError(want));
  });
});
