import { formatCount } from "../table.ts";
import { escaped } from "./escaped.ts";
import type { ReportData } from "./report-data.ts";
import { reportSvg } from "./report-svg.ts";

const MOST_LISTED = 1000;

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1f2328;background:#fff}
svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d1d9e0;vertical-align:top}td:last-child{overflow-wrap:anywhere}@media(max-width:40rem){table{font-size:.85rem}th,td{padding:.3rem}}
td:first-child,th:first-child{text-align:right}`;

/** Writes a report as one page that needs nothing else: the picture, and the rows that were not accepted. */
export async function reportHtml(data: ReportData): Promise<string> {
  const rows: string[] = [];
  let others = 0;
  for await (const { line, to, outcome, reason } of data.rows()) {
    if (outcome === "accepted") continue;
    others++;
    if (rows.length >= MOST_LISTED) continue;
    rows.push(`<tr>${[String(line), outcome, to, reason].map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`);
  }
  const more = others > rows.length ? `<p>${formatCount(others - rows.length)} more are in a report as .csv.</p>` : "";
  const head = "<tr><th>Line</th><th>Outcome</th><th>To</th><th>Reason</th></tr>";
  const table = rows.length === 0 ? "<p>None.</p>" : `<table>${head}\n${rows.join("\n")}</table>${more}`;
  const title = escaped(data.summary.runId);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Run ${title}</title>
<style>${STYLE}</style></head>
<body>
${reportSvg(data)}<h2>Rows that were not accepted</h2>
${table}
</body></html>
`;
}
