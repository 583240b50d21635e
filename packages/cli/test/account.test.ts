import { chmod, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStage, runCli, type Stage } from "./stage.ts";

let stage: Stage;
let path: string;
beforeAll(async () => {
  stage = await openStage();
  path = join(stage.folder, "settings/sinch-fetch/profiles.json");
});
beforeEach(() => rm(join(stage.folder, "settings"), { recursive: true, force: true }));
afterAll(() => stage.close());

const SEND = ["send", "--to", "+46700000001", "--channel", "SMS", "--text", "Hello"];

/** Runs without the account of the environment, but with what is given. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(stage.folder, args, { env });
const urls = () => Object.fromEntries(Object.entries(stage.env).filter(([name]) => name.endsWith("_URL")));
const account = () => ({
  ...{
    projectId: "of-profile",
    keyId: "k-that-nobody-sees",
    keySecret: "s-that-nobody-sees",
    appId: "an-app",
    region: "eu",
  },
  conversationUrl: stage.mock.conversation,
  tokenUrl: `${stage.mock.auth}/oauth2/token`,
});
const keep = async (profiles: Readonly<Record<string, unknown>>, mode = 0o600): Promise<void> => {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, JSON.stringify({ profiles }));
  await chmod(path, mode);
};
const projects = () => stage.exchanges.map(({ path: one }) => one.split("/")[3]);

test("says what is missing and where it can come from", async () => {
  const ended = await run(SEND);

  expect(ended).toEqual({
    code: 5,
    stdout: "",
    stderr:
      "error: SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET, SINCH_APP_ID (or --app) are missing: set them in the environment, or run sinch-fetch login\n",
  });
});

test("keeps the environment's account as a profile that only its owner can read, and sends by it", async () => {
  const { SINCH_REGION: _, ...env } = { SINCH_REGION: "", ...stage.env };
  const kept = await run(["login", "--from-env"], env);
  const sent = await run([...SEND, "--verbose"]);

  expect(kept).toMatchObject({ code: 0, stdout: "" });
  expect(kept.stderr).toContain(`is in ${path}, which only you can read`);
  expect(kept.stderr).toContain("in the environment would override it: unset them to use the profile");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, ".."))).mode & 0o777).toBe(0o700);
  expect(sent.code).toBe(0);
  expect(sent.stderr).toContain('keySecret: (not shown)  from profile "default"');
});

test("keeps no account whose key is refused", async () => {
  const fault = stage.mock.world.fault({ kind: "status", status: 401, operation: "OAuth2_CreateToken" });

  const ended = await run(["login", "--from-env"], stage.env);
  fault.remove();

  expect(ended).toMatchObject({ code: 5, stdout: "" });
  expect(ended.stderr).toContain("check the key id and the key secret");
  await expect(readFile(path)).rejects.toThrow("ENOENT");
});

test.each([0o640, 0o604, 0o666])("refuses a profile of mode %o, and says how to mend it", async (mode) => {
  await keep({ default: account() }, mode);
  stage.exchanges.length = 0;

  const ended = await run(SEND);

  expect(ended).toMatchObject({ code: 5, stdout: "" });
  expect(ended.stderr).toContain(
    `has mode 0${mode.toString(8)}, so others can read the keys in it: run chmod 600 '${path}'`,
  );
  expect(projects()).not.toContain("of-profile");
});

test("names the variable that hides a profile, and uses the profile when it is named", async () => {
  await keep({ default: account() });
  stage.exchanges.length = 0;

  const hidden = await run(SEND, { SINCH_PROJECT_ID: "stray" });
  const named = await run([...SEND, "--profile", "default"], { SINCH_PROJECT_ID: "stray", SINCH_KEY_ID: "stray" });

  expect(hidden.stderr).toContain(
    'warning: SINCH_PROJECT_ID in the environment overrides the profile "default": unset it, or add --profile default to use the profile',
  );
  expect(named).toMatchObject({ code: 0, stderr: "" });
  expect(projects()).toEqual(["stray", "of-profile"]);
});

test("takes no key whose parts come from two places", async () => {
  await keep({ default: account() });

  const ended = await run(SEND, { SINCH_KEY_ID: "stray" });

  expect(ended).toMatchObject({ code: 5, stdout: "" });
  expect(ended.stderr).toContain(
    'SINCH_KEY_ID is set and SINCH_KEY_SECRET is not: set both, or unset it to use the profile "default"',
  );
});

test("names the profiles that there are", async () => {
  await keep({ shop: account(), bank: account() });

  const ended = await run([...SEND, "--profile", "shpo"]);

  expect(ended).toMatchObject({ code: 5, stderr: expect.stringContaining('there is no profile "shpo": ') });
  expect(ended.stderr).toContain('has "shop", "bank"');
});

test("says of a damaged file what to do, and shows nothing of it", async () => {
  await keep({});
  await writeFile(path, '{"profiles":{"default":{"keySecret":"s-that-nobody-sees"');

  const ended = await run([...SEND, "--debug"]);

  expect(ended).toMatchObject({
    code: 5,
    stderr: expect.stringContaining("is damaged: delete it, and run sinch-fetch login"),
  });
});

test("sends with a HOME that cannot be written, where login says so", async () => {
  // Nothing can be written below a file, whoever runs this.
  const file = await stage.file("a file", "");
  const home = { HOME: file, XDG_CONFIG_HOME: `${file}/settings` };

  const sent = await run(SEND, { ...stage.env, ...home });
  const kept = await run(["login", "--from-env"], { ...stage.env, ...home });

  expect(sent).toMatchObject({ code: 0, stderr: "" });
  expect(kept).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("cannot be written (ENOTDIR): set SINCH_* instead"),
  });
});

test.runIf(process.platform === "linux")(
  "login ends where the file system makes no folders",
  {
    timeout: 20_000,
  },
  async () => {
    const ended = run(["login", "--from-env"], { ...stage.env, HOME: "/proc/none", XDG_CONFIG_HOME: "" });

    await expect(ended).resolves.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        "/proc/none/.config/sinch-fetch/profiles.json cannot be written (ENOENT): set SINCH_* instead",
      ),
    });
  },
);

test("uses the local Sinch with --local, and no key of the user", async () => {
  const ended = await run([...SEND, "--local", "--verbose"], { ...stage.env, ...urls() });

  expect(ended.stderr).toContain("keySecret: (not shown)  from --local");
  expect(ended.stderr).toContain("conversationUrl: http://127.0.0.1:4010  from --local");
});

test("refuses plain http to another machine", async () => {
  const ended = await run(SEND, { ...stage.env, SINCH_CONVERSATION_URL: "http://sinch.example" });

  expect(ended.code).not.toBe(0);
  expect(ended.stderr).toContain("baseUrl");
});

test("takes either the local Sinch or a profile", async () => {
  const ended = await run([...SEND, "--local", "--profile", "shop"]);

  expect(ended).toMatchObject({ code: 2, stderr: "error: --local and --profile are both given: choose one\n" });
});

test("reads a file of profiles that an editor began with a byte order mark", async () => {
  await keep({ default: account() });
  await writeFile(path, `\ufeff${await readFile(path, "utf8")}`);

  expect((await run(SEND, urls())).code).toBe(0);
});
