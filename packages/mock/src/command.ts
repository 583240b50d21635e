import { readFile } from "node:fs/promises";
import { CALLBACK_HELP, runCallback } from "./command/callback.ts";
import { callbackLine, exchangeLines } from "./command/exchange-lines.ts";
import { HELP, readSettings, type Settings } from "./command/settings.ts";
import { UsageError } from "./command/usage-error.ts";
import type { Api } from "./description/apis.ts";
import { describedOperations } from "./description/described-operations.ts";
import { curlLine, sendLine } from "./exchange/curl.ts";
import { type Mock, openMock } from "./mock.ts";
import { nearName } from "./near/near-name.ts";

/** Runs the command with the arguments of this process, and sets its exit code. */
export async function runCommand(): Promise<void> {
  await obey(process.argv.slice(2)).catch(fail);
}

async function obey(args: readonly string[]): Promise<void> {
  const [first, ...rest] = args;
  if (first === "callback") {
    const result = await runCallback(rest, process.env);
    if (result === "help") return print(CALLBACK_HELP);
    for (const warning of result.warnings) process.stderr.write(`sinch-fetch-mock: warning: ${warning}\n`);
    print(result.line);
    if (!result.isSuccess) process.exitCode = 1;
    return;
  }
  const near = first?.startsWith("-") === false && nearName(first, ["callback"]);
  if (near) throw new UsageError(`Unexpected argument '${first}' (did you mean ${near}?)`);
  const settings = readSettings(args, process.env);
  if (settings === "help") print(HELP);
  else if (settings === "version") print(await readVersion());
  else await serve(settings);
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  const manifest: { version: string } = JSON.parse(text);
  return manifest.version;
}

async function serve({ apis, ports, host, isQuiet, world }: Settings): Promise<void> {
  const mock: Mock<Api, boolean> = await openMock<Api, boolean>({
    ...(world || {}),
    stateful: world !== false,
    apis,
    ports,
    host,
    onExchange: (exchange) => {
      if (!isQuiet) print(exchangeLines(exchange, new Date()));
    },
    onCallback: (attempt) => {
      if (!isQuiet) print(callbackLine(attempt, new Date()));
    },
  });
  const stop = () => void mock.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Whoever read the lines is gone, as after `| head`.
  process.stdout.on("error", stop);

  const width = Math.max(...apis.map((api) => api.length));
  for (const api of apis) print(`${api.padEnd(width)}  ${mock[api]}`);
  if ("inbox" in mock) print(`${"inbox".padEnd(width)}  ${mock.inbox}  (the page)`);
  if (!isQuiet) await printHints(apis, mock, world !== false);
  // Loads Prism while nobody waits for it.
  await import("./serve/ask.ts");
}

async function printHints(
  [api]: readonly Api[],
  urls: Readonly<Record<Api, string>>,
  isStateful: boolean,
): Promise<void> {
  if (api === undefined) return;
  print(`\nTry it:\n\n${await firstCommand(api, urls[api], isStateful)}\n`);
  print("Other documented responses, by header: 'Prefer: code=403', 'Prefer: example=<name>', 'Prefer: dynamic=true'.");
  print("Ctrl+C stops the mock.\n");
}

async function firstCommand(api: Api, url: string, isStateful: boolean): Promise<string> {
  if (isStateful && api === "conversation") return sendLine(url);
  const [operation] = await describedOperations(api);
  return operation === undefined ? "" : curlLine(url, await operation.read());
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): void {
  const text = error instanceof Error ? error.message.replace(/^sendCallback: /, "") : String(error);
  // What startMock() says of its options is about those of the command, which have the same names.
  const message = text.replace(/^startMock: /, "--");
  const isUsage = error instanceof UsageError || message !== text;
  const hint = isUsage ? "; --help lists the options" : / in use: /.test(message) ? " with --port" : "";
  process.stderr.write(`sinch-fetch-mock: ${message}${hint}\n`);
  process.exitCode = isUsage ? 2 : 1;
}
