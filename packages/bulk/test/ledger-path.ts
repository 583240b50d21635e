import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The path of a ledger that is not there yet, in a folder that the end of the test removes. */
export function ledgerPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "bulk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "run.ledger");
}
