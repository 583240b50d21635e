import { formatCount } from "../table.ts";
import { escaped } from "./escaped.ts";
import { batchesText, type ReportData, sharesOf } from "./report-data.ts";

const WIDTH = 720;
const MARGIN = 24;
const BAR_WIDTH = WIDTH - 2 * MARGIN;

/** Draws a report as one picture: a bar of the outcomes, and a line for each. */
export function reportSvg(data: ReportData): string {
  const { summary, madeAt } = data;
  const shares = sharesOf(data);
  const all = Math.max(
    1,
    shares.reduce((sum, { count }) => sum + count, 0),
  );
  let left = MARGIN;
  const parts = shares
    .filter(({ count }) => count > 0)
    .map(({ count, colour, name }) => {
      const width = (count / all) * BAR_WIDTH;
      const part = `<rect x="${round(left)}" y="88" width="${round(width)}" height="28" fill="${colour}"><title>${name}: ${formatCount(count)}</title></rect>`;
      left += width;
      return part;
    });
  const lines = shares.map(({ name, count, colour, meaning }, index) => {
    const y = 152 + index * 26;
    const percent = `${((count / all) * 100).toFixed(1)} %`;
    return [
      `<rect x="${MARGIN}" y="${y - 11}" width="12" height="12" fill="${colour}"/>`,
      `<text x="${MARGIN + 22}" y="${y}">${name}</text>`,
      `<text x="230" y="${y}" text-anchor="end">${formatCount(count)}</text>`,
      `<text x="310" y="${y}" text-anchor="end">${percent}</text>`,
      `<text x="330" y="${y}" class="dim">${meaning}</text>`,
    ].join("");
  });
  const batches = `${batchesText(data)}, ${madeAt.toISOString().slice(0, 16)}Z`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 300" width="${WIDTH}" height="300" role="img" aria-label="Run ${escaped(summary.runId)}">
<style>text{font:14px system-ui,sans-serif;fill:#1f2328}.dim{fill:#59636e}.head{font-size:20px;font-weight:600}</style>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${MARGIN}" y="42" class="head">${escaped(summary.runId)}</text>
<text x="${MARGIN}" y="68" class="dim">${batches}</text>
${[...parts, ...lines].join("\n")}
</svg>
`;
}

function round(value: number): string {
  return value.toFixed(2);
}
