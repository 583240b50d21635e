import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { usageError } from "../cli-error.ts";
import { unreadable } from "../input/text-of-file.ts";

/**
 * Reads the name of the run out of the first line of a ledger.
 *
 * @throws {CliError} The file cannot be read, or is not a ledger.
 */
export async function runIdOf(path: string): Promise<string> {
  const file = createReadStream(path, { end: 4095 });
  const lines = createInterface({ input: file });
  try {
    for await (const line of lines) {
      const { ledger, runId } = JSON.parse(line);
      if (typeof runId === "string" && String(ledger).startsWith("sinch-fetch/bulk ")) return runId;
      break;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw unreadable(path, error);
  } finally {
    lines.close();
    file.destroy();
  }
  throw usageError(`${path} is not the ledger of a run`);
}
