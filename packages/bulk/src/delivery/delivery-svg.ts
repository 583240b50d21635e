import type { DeliveryCounts } from "./delivery-counts.ts";

const WIDTH = 640;
const MARGIN = 20;
const BAR = { y: 58, height: 28 };
const LINE = 22;

/** Colours that stay apart for eyes that confuse red and green. */
const COLOURS = {
  delivered: "#0072b2",
  underWay: "#56b4e9",
  silent: "#b3b3b3",
  failed: "#d55e00",
  rejected: "#7a3b00",
  unresolved: "#e69f00",
  pending: "#e6e6e6",
} as const;

const LABELS: Readonly<Record<keyof typeof COLOURS, string>> = {
  delivered: "delivered",
  underWay: "under way",
  silent: "silent: accepted, nothing reported",
  failed: "failed",
  rejected: "refused by the API",
  unresolved: "unresolved: no response, not found",
  pending: "not sent so far",
};

/** Draws who got the message of a run: a bar of parts, and a line of text for each part and each reason of failure. */
export function svgOf(counts: DeliveryCounts): string {
  const parts = Object.entries(COLOURS).map(([name, colour]) => ({
    colour,
    label: LABELS[name as keyof typeof COLOURS],
    count: counts[name as keyof typeof COLOURS],
  }));
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const lines = parts.flatMap((part, index) => (index === 3 ? [part, ...reasonsOf(counts)] : [part]));
  const height = BAR.y + BAR.height + MARGIN + lines.length * LINE + MARGIN / 2;
  const title = `Run ${counts.runId}: ${number(counts.delivered)} of ${number(total)} delivered`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="14">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="${MARGIN}" y="36" font-size="18" font-weight="600">${escaped(title)}</text>
${barOf(parts, total)}
${lines.map((line, index) => lineOf(line, BAR.y + BAR.height + MARGIN + index * LINE + LINE / 2)).join("\n")}
</svg>
`;
}

interface Part {
  readonly label: string;
  readonly count: number;
  readonly colour?: string;
}

function reasonsOf({ reasons }: DeliveryCounts): readonly Part[] {
  return Object.entries(reasons)
    .sort(([, one], [, other]) => other - one)
    .map(([label, count]) => ({ label, count }));
}

function barOf(parts: readonly Part[], total: number): string {
  let x = MARGIN;
  const rects = parts.map(({ colour, count }) => {
    const width = total === 0 ? 0 : ((WIDTH - 2 * MARGIN) * count) / total;
    const rect = `<rect x="${x.toFixed(2)}" y="${BAR.y}" width="${width.toFixed(2)}" height="${BAR.height}" fill="${colour}"/>`;
    x += width;
    return count === 0 ? "" : rect;
  });
  return rects.filter((rect) => rect !== "").join("\n");
}

function lineOf({ label, count, colour }: Part, y: number): string {
  const indent = colour === undefined ? 36 : 20;
  const mark = colour === undefined ? "" : `<rect x="${MARGIN}" y="${y - 6}" width="12" height="12" fill="${colour}"/>`;
  return `${mark}<text x="${MARGIN + indent}" y="${y + 5}">${escaped(label)}</text><text x="${WIDTH - MARGIN}" y="${y + 5}" text-anchor="end">${number(count)}</text>`;
}

/** With narrow spaces between thousands. */
function number(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
