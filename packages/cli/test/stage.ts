import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Exchange, type Mock, type MockOptions, startMock } from "@sinch-fetch/mock";

/** The command as it is built. */
export const CLI: string = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** What a run of the command left. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a run of the command is given, beside its arguments. */
export interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly node?: string;
}

/** The environment of a new user, whose settings are in a folder. */
export function bareEnvironment(folder: string): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, "settings"), TZ: "UTC" };
}

/** Runs the command as a process of its own, to its end. */
export function runCli(folder: string, args: readonly string[], given: Given = {}): Promise<Ended> {
  const { env = {}, stdin = "", cwd = folder, node = process.execPath } = given;
  const child = spawn(node, [CLI, ...args], { cwd, env: { ...bareEnvironment(folder), ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (`${stdout}${stderr}`.match(/that-nobody-sees/))
        reject(new Error(`a secret was printed by ${args.join(" ")}`));
      resolve({ code, stdout, stderr });
    });
  });
}

/** A local Sinch, a folder, and the command between them. */
export interface Stage {
  readonly mock: Mock;
  readonly folder: string;
  /** The requests that reached the local Sinch, apart from those for tokens. */
  readonly exchanges: Exchange[];
  /** The environment of an account of the local Sinch. */
  readonly env: Readonly<Record<string, string>>;
  /** The batches that were sent. */
  sent(): readonly Exchange[];
  /** Writes a file, and returns its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  run(args: readonly string[], given?: Given): Promise<Ended>;
  close(): Promise<void>;
}

export const APP_ID = "01JCTM5W8Q3R7V2N9XB4KHDZ6A";
export const SECRET = "a-secret-that-nobody-sees";

/** Starts a local Sinch on free ports, with an empty folder. */
export async function openStage(options: Pick<MockOptions, "webhooks"> = {}): Promise<Stage> {
  const exchanges: Exchange[] = [];
  const mock = await startMock({
    ...options,
    onExchange: (exchange) => {
      if (exchange.api !== "auth") exchanges.push(exchange);
    },
  });
  const folder = await mkdtemp(join(tmpdir(), "sinch cli "));
  const env = {
    SINCH_PROJECT_ID: "a-project",
    SINCH_KEY_ID: "a-key-id-that-nobody-sees",
    SINCH_KEY_SECRET: SECRET,
    SINCH_APP_ID: APP_ID,
    SINCH_CONVERSATION_URL: mock.conversation,
    SINCH_BATCH_URL: mock.batch,
    SINCH_TEMPLATES_URL: mock.templates,
    SINCH_TOKEN_URL: `${mock.auth}/oauth2/token`,
  };
  return {
    ...{ mock, folder, exchanges, env },
    sent: () => exchanges.filter(({ operationId }) => operationId === "Batch_SendBatch"),
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    run: (args, given = {}) => runCli(folder, args, { ...given, env: { ...env, ...given.env } }),
    async close() {
      await mock.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
