import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const parent = realpathSync(mkdtempSync(join(tmpdir(), "workspace-test-")));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Makes a folder with files in it, content by path, that lasts as long as the tests of a file. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(parent, "folder-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
