import { globSync, statSync } from "node:fs";
import { build } from "tsdown";
import config from "../../page/tsdown.config.ts";

const folder = new URL("../..", import.meta.url);

/** Builds the page, unless `build` has made it since its sources changed. */
export async function builtPage(): Promise<void> {
  const newest = Math.max(...globSync("page/**/*.*", { cwd: folder }).map((path) => changedAt(path)));
  if (changedAt("dist/page/index.html") > newest) return;
  await build({ ...config, config: false, logLevel: "error" });
}

function changedAt(path: string): number {
  return statSync(new URL(path, folder), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
