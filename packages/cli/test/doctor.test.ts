import { afterAll, beforeAll, expect, test } from "vitest";
import { APP_ID, openStage, runCli, type Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

test("finds all well, a line for each check", async () => {
  await stage.run(["send", "--to", "+46700000001", "--channel", "SMS", "--text", "Hello"]);

  const ended = await stage.run(["doctor"]);

  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(
    ended.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(/ {2,}/).slice(0, 2)),
  ).toEqual([
    ["ok", "credentials"],
    ["ok", "token"],
    ["ok", "clock"],
    ["ok", "app"],
    ["ok", "queue"],
    ["ok", "batch API"],
  ]);
});

test("says what to do without credentials, and goes no further", async () => {
  const ended = await runCli(stage.folder, ["doctor", "--json"]);

  expect(ended).toMatchObject({ code: 1, stderr: "" });
  expect(JSON.parse(ended.stdout)).toMatchObject({
    check: "credentials",
    state: "fail",
    text: expect.stringContaining("run sinch-fetch login"),
  });
});

const FAULTS: readonly (readonly [string, string, number, RegExp])[] = [
  ["a refused key", "OAuth2_CreateToken", 401, /^FAIL {2}token +.*check the key id and the key secret$/m],
  ["an app that may not be read", "App_GetApp", 403, /^FAIL {2}app +.*the key may not do this in the project$/m],
  ["a Batch API that fails", "Batch_GetBatchStatus", 403, /^FAIL {2}batch API +/m],
];

test.each(FAULTS)("finds %s", async (_title, operation, status, line) => {
  const fault = stage.mock.world.fault({ kind: "status", operation, status });

  const ended = await stage.run(["doctor", "--app", APP_ID]);
  fault.remove();

  expect(ended.code).toBe(1);
  expect(ended.stdout).toMatch(line);
});
