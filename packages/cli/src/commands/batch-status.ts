import { type GlobalOptions, openSession } from "../account/clients.ts";
import { print, printJson, say } from "../output.ts";
import { foundBatches, type WhichOptions } from "../run/found-batches.ts";
import { statusTable } from "../run/status-table.ts";

/** Prints the status of batches: a table, or with `--json` a batch a line. */
export async function showStatus(id: string | undefined, options: GlobalOptions & WhichOptions): Promise<void> {
  const batch = await (await openSession(options)).batch();
  const found = await foundBatches(batch, id, options);
  if (options.json) for (const one of found) printJson(one);
  else if (found.length === 0) say("no batch was found");
  else {
    print(statusTable(found));
    if (options.ledger) print(`\n${await (await import("../run/delivery-table.ts")).deliveryTable(options.ledger)}`);
  }
}
