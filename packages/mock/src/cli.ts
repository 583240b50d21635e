#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import type { Api } from "./apis.ts";
import { HELP, readSettings, type Settings, UsageError } from "./cli-settings.ts";
import { curlLine } from "./curl.ts";
import { loadOperations } from "./descriptions.ts";
import { exchangeLines } from "./exchange-lines.ts";
import { startMock } from "./mock.ts";

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2));
  if (settings === "help") print(HELP);
  else if (settings === "version") print(await readVersion());
  else await serve(settings);
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  const manifest: { version: string } = JSON.parse(text);
  return manifest.version;
}

async function serve({ apis, ports, host, isQuiet }: Settings): Promise<void> {
  const mock = await startMock({
    apis,
    ports,
    host,
    onExchange: (exchange) => {
      if (!isQuiet) print(exchangeLines(exchange, new Date()));
    },
  });
  const stop = () => void mock.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // Whoever read the lines is gone, as after `| head`.
  process.stdout.on("error", stop);

  const width = Math.max(...apis.map((api) => api.length));
  for (const api of apis) print(`${api.padEnd(width)}  ${mock[api]}`);
  if (!isQuiet) await printHints(apis, mock);
}

async function printHints([api]: readonly Api[], urls: Readonly<Record<Api, string>>): Promise<void> {
  if (api === undefined) return;
  const [operation] = await loadOperations(api);
  if (operation === undefined) return;
  print(`\nTry it:\n\n${curlLine(urls[api], operation)}\n`);
  print("Other documented answers, by header: 'Prefer: code=403', 'Prefer: example=<name>', 'Prefer: dynamic=true'.");
  print("Ctrl+C stops the mock.\n");
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message.replace(/^startMock: /, "") : String(error);
  const isUsage = error instanceof UsageError;
  const hint = isUsage ? "; --help lists the options" : / in use: /.test(message) ? " with --port" : "";
  process.stderr.write(`sinch-fetch-mock: ${message}${hint}\n`);
  process.exitCode = isUsage ? 2 : 1;
}

main().catch(fail);
