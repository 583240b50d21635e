import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "./temporary.ts";

/** A release of the plan, as far as a test may want it to be another. */
export interface Planned {
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly access: string;
  readonly tag: string;
  readonly tarball: { readonly path: string; readonly integrity: string };
}

/**
 * A repository with the packages `one` and `two`, and what `changeset pack` makes of it: `two` comes after `one`.
 *
 * @param facts What `package.json` says besides.
 * @param change Makes another release of each in the plan.
 */
export function packedRepository(facts: object = {}, change: (planned: Planned) => object = (planned) => planned) {
  const files = ["one", "two"].map((name): [string, string][] => [
    [`packages/${name}/package.json`, JSON.stringify({ name: `@sinch-fetch/${name}`, version: "1.2.0", ...facts })],
    [`packages/${name}/CHANGELOG.md`, `# ${name}\n\n## 1.2.0\n\n- New in ${name}\n\n## 1.1.0\n\n- Old\n`],
  ]);
  const hidden = JSON.stringify({ name: "@sinch-fetch/hidden", version: "1.2.0", private: true });
  const root = folderWith({ ...Object.fromEntries(files.flat()), "packages/hidden/package.json": hidden });
  const packed = join(root, "packed");
  mkdirSync(join(packed, "packages"), { recursive: true });
  const plan = ["one", "two"].map((name) => {
    const path = `packages/sinch-fetch-${name}-1.2.0.tgz`;
    const args = ["--silent", "pack", "--out", join(packed, path)];
    execFileSync("pnpm", args, { cwd: join(root, "packages", name) });
    const digest = createHash("sha256")
      .update(readFileSync(join(packed, path)))
      .digest("base64");
    const tarball = { path, integrity: `sha256-${digest}` };
    const release = { name: `@sinch-fetch/${name}`, version: "1.2.0" };
    return [change({ kind: "publish", ...release, access: "public", tag: "latest", tarball })];
  });
  writeFileSync(join(packed, "publish-plan.json"), JSON.stringify({ version: 1, plan }));
  return { root, packed };
}
