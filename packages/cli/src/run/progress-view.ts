import { say } from "../output.ts";
import { formatCount } from "../table.ts";
import { type Progress, type ProgressView, rateText, settledOf } from "./progress.ts";

/**
 * Makes the view that suits stderr.
 *
 * @param settled How many recipients had a fate before.
 */
export async function progressView(total: number, settled: number): Promise<ProgressView> {
  if (!process.stderr.isTTY || process.env.TERM === "dumb") return lineView(total);
  const { barView } = await import("./progress-bar.ts");
  return barView(total, settled);
}

const LINE_EVERY_MS = 5000;

function lineView(total: number): ProgressView {
  let lastMs = performance.now();
  let last: Progress | undefined;
  const show = (progress: Progress): void => {
    last = undefined;
    lastMs = performance.now();
    const count = `${formatCount(settledOf(progress))} of ${formatCount(total)}`;
    say([count, rateText(progress)].filter((part) => part !== "").join(", "));
  };
  return {
    update(progress) {
      last = progress;
      if (performance.now() - lastMs >= LINE_EVERY_MS) show(progress);
    },
    note: say,
    stop() {
      if (last) show(last);
    },
  };
}
