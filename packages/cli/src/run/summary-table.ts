import { plain } from "../output.ts";
import { batchesText, type ReportData, sharesOf } from "../report/report-data.ts";
import { counted, tableOf } from "../table.ts";
import type { RowOutcome } from "./outcomes.ts";

const MOST_SHOWN = 20;

/** Says what became of a run: a table of the outcomes, and the first rows that Sinch refused or nobody knows of. */
export async function summaryTable(data: ReportData, ledgerPath: string): Promise<string> {
  const { summary } = data;
  const shown = sharesOf(data).filter(({ name, count }) => count > 0 || name === "accepted");
  const table = tableOf(shown.map(({ name, count, meaning }) => [name, count, meaning]));
  const lines = [`Run ${summary.runId}: ${batchesText(data)}`, "", table];
  const others = summary.rejected + summary.unresolved;
  if (others > 0) {
    lines.push("");
    let count = 0;
    for await (const { line, outcome, to, reason } of data.rows()) {
      if (!isOdd(outcome)) continue;
      lines.push(plain(`  line ${line}, ${to}: ${outcome}, ${reason}`));
      count++;
      if (count === MOST_SHOWN) break;
    }
    if (others > count) lines.push(`  … and ${counted(others - count, "row")} more: --report file.csv lists them all`);
  }
  return [...lines, "", `Ledger: ${ledgerPath}`].join("\n");
}

function isOdd(outcome: RowOutcome["outcome"]): boolean {
  return outcome === "rejected" || outcome === "unresolved";
}
