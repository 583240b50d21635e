import { say } from "../output.ts";
import { formatCount } from "../table.ts";
import { type Progress, type ProgressView, rateText, settledOf } from "./progress.ts";

/** Makes the view that suits stderr. */
export async function progressView(total: number): Promise<ProgressView> {
  if (!process.stderr.isTTY || process.env.TERM === "dumb") return lineView(total);
  const { barView } = await import("./progress-bar.ts");
  return barView(total);
}

const LINE_EVERY_MS = 5000;

function lineView(total: number): ProgressView {
  let lastMs = performance.now();
  let last: Progress | undefined;
  const show = (progress: Progress): void => {
    last = undefined;
    lastMs = performance.now();
    say(`${formatCount(settledOf(progress))} of ${formatCount(total)}, ${rateText(progress)}`);
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
