import { SingleBar } from "cli-progress";
import { say } from "../output.ts";
import { hasColours } from "../style.ts";
import { formatCount } from "../table.ts";
import { type ProgressView, rateText, settledOf } from "./progress.ts";

const SIZE = 28;
const SMALLEST_SIZE = 4;
/** What stands beside a bar at most, such as ` 100%  20 000 of 20 000  1 291 a second, 12 min 5 s left`. */
const BESIDE = 56;

/** A terminal cuts the line off: in a narrow one the numbers count for more than the bar. */
function sizeFor(columns: number): number {
  return Math.max(SMALLEST_SIZE, Math.min(SIZE, columns - BESIDE));
}

/**
 * A bar on a terminal, drawn over and over in one line of stderr.
 *
 * @param settled How many recipients had a fate before.
 */
export function barView(total: number, settled: number): ProgressView {
  const bar = new SingleBar({
    format: `${hasColours(process.stderr) ? "\u001b[32m{bar}\u001b[39m" : "{bar}"} {percentage}%  {count}  {rate}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: sizeFor(process.stderr.columns),
    hideCursor: true,
    fps: 10,
    // Ctrl-C ends the run, which ends the bar.
    gracefulExit: false,
    stream: process.stderr,
  });
  const countText = (count: number): string => `${formatCount(count)} of ${formatCount(total)}`;
  bar.start(total, settled, { count: countText(settled), rate: "" });
  let isStopped = false;
  return {
    update(progress) {
      if (isStopped) return;
      const now = settledOf(progress);
      bar.update(now, { count: countText(now), rate: rateText(progress) });
    },
    note(text) {
      isStopped = true;
      bar.stop();
      say(text);
    },
    stop() {
      if (!isStopped) bar.stop();
      isStopped = true;
    },
  };
}
