import { deliveryReport, fileLedger } from "@sinch-fetch/bulk";
import { tableOf } from "../table.ts";
import { runIdOf } from "./ledger-file.ts";

/** Says who got the message of a run, as far as `callbacks listen --ledger` has heard of it. */
export async function deliveryTable(path: string): Promise<string> {
  const report = deliveryReport(fileLedger(path));
  const { accepted, delivered, read, failed, reasons, underWay, silent } = await report.counts(await runIdOf(path));
  const why = Object.entries(reasons).map(([reason, count]) => [`  ${reason}`, count, ""]);
  return tableOf([
    ["accepted", accepted, "accepted by Sinch"],
    ["delivered", delivered, "on the phone"],
    ["read", read, "opened, where the channel says so"],
    ["failed", failed, "not deliverable"],
    ...why,
    ["under way", underWay, "handed to a channel"],
    ["silent", silent, "no report so far, or callbacks listen --ledger was not running"],
  ]);
}
