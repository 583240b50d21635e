import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { isSinchFetchError } from "@sinch-fetch/http";
import { runLive } from "./live-run.ts";
import { runOnMock } from "./mock-run.ts";

const print = (line: string): void => console.log(line);

try {
  const flag = { type: "boolean", default: false } as const;
  const { live, stay } = parseArgs({ options: { live: flag, stay: flag } }).values;
  await (live ? withTerminal((ask) => runLive(ask, print)) : runOnMock(print, stay));
} catch (error) {
  const outcome = isSinchFetchError(error) ? ` (${error.outcome})` : "";
  console.error(error instanceof Error ? `${error.message}${outcome}` : error);
  process.exitCode = 1;
}

/** Runs with a way to ask at the terminal; the end of the input counts as an empty answer. */
async function withTerminal(run: (ask: (question: string) => Promise<string>) => Promise<void>): Promise<void> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const lines = terminal[Symbol.asyncIterator]();
  try {
    await run(async (question) => {
      process.stdout.write(question);
      const { value } = await lines.next();
      return typeof value === "string" ? value.trim() : "";
    });
  } finally {
    terminal.close();
  }
}
