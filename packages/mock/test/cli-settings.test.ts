import { describe, expect, test } from "vitest";
import { readSettings } from "../src/cli-settings.ts";
import { UsageError } from "../src/usage-error.ts";

describe("readSettings", () => {
  test("serves all APIs on their fixed ports by default", () => {
    expect(readSettings([])).toEqual({
      apis: ["conversation", "batch", "templates", "auth"],
      ports: { conversation: 4010, batch: 4011, templates: 4012, auth: 4013 },
      host: "127.0.0.1",
      isQuiet: false,
    });
  });

  test("moves all ports together and picks APIs", () => {
    expect(readSettings(["--port", "5000", "--apis", "batch, auth,batch", "--host=::1", "--quiet"])).toEqual({
      apis: ["batch", "auth"],
      ports: { conversation: 5000, batch: 5001, templates: 5002, auth: 5003 },
      host: "::1",
      isQuiet: true,
    });
  });

  test("takes free ports for 0", () => {
    expect(readSettings(["--port", "0"])).toMatchObject({
      ports: { conversation: 0, batch: 0, templates: 0, auth: 0 },
    });
  });

  test.each([
    [["--help"], "help"],
    [["--version"], "version"],
  ] as const)("reads %j", (args, want) => {
    expect(readSettings(args)).toBe(want);
  });

  test.each([
    [["--apis", "sms"], '--apis contains "sms", expected conversation, batch, templates or auth'],
    [["--port", "http"], '--port is "http", expected a whole number from 0 to 65532'],
    [["--port", "65533"], '--port is "65533", expected a whole number from 0 to 65532'],
    [["--loud"], "Unknown option '--loud'"],
    [["batch"], "Unexpected argument 'batch'"],
  ])("refuses %j", (args, want) => {
    expect(() => readSettings(args)).toThrow(new UsageError(want));
  });
});
