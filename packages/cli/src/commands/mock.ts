import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { CliError } from "../cli-error.ts";
import { type End, EXIT_CODES } from "../exit-codes.ts";

/**
 * Runs the local Sinch until Ctrl-C, with the arguments as they are. It is a package of its own, many times as large as
 * this one, and is installed by whoever wants it.
 *
 * @throws {CliError} It is not installed.
 */
export async function runMock(args: readonly string[], end: End): Promise<void> {
  const manifestPath = findMock();
  if (manifestPath === undefined) {
    throw new CliError(
      "failed",
      "the local Sinch is not installed: run npx @sinch-fetch/mock, or npm install @sinch-fetch/mock",
    );
  }
  const manifest: { bin: Record<string, string> } = JSON.parse(await readFile(manifestPath, "utf8"));
  const path = join(dirname(manifestPath), Object.values(manifest.bin)[0] ?? "");
  const child = spawn(process.execPath, [path, ...args], { stdio: "inherit" });
  // The terminal sends Ctrl-C to both: the one that serves decides when to end.
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", () => {});
  process.on("SIGTERM", passOn);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code === EXIT_CODES.usage) end("usage");
  else if (code !== 0) end("failed");
}

/** Beside this package first, and then in the project that the command is run in. */
function findMock(): string | undefined {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), "package.json"))]) {
    try {
      return createRequire(from).resolve("@sinch-fetch/mock/package.json");
    } catch {}
  }
  return undefined;
}
