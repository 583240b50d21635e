import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { versionPackages } from "./version-packages.ts";

process.exitCode = await versionPackages(REPOSITORY, () => {
  const changeset = createRequire(join(REPOSITORY, "package.json")).resolve("@changesets/cli/bin.js");
  return spawnSync(process.execPath, [changeset, "version"], { cwd: REPOSITORY, stdio: "inherit" }).status ?? 1;
});
