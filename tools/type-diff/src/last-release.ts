import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The version of a package that the registry, as it is configured for npm, hands out by the tag `latest`.
 *
 * @returns `undefined` for a package that was never released.
 * @throws {Error} The registry could not be asked.
 */
export async function lastRelease(name: string): Promise<string | undefined> {
  const { code, stdout, stderr } = await npm(["view", `${name}@latest`, "version", "--json"], ".");
  if (code === 0) {
    const answer: unknown = stdout.trim() === "" ? undefined : JSON.parse(stdout);
    return typeof answer === "string" ? answer : undefined;
  }
  if (/"code":\s*"E404"/.test(stdout)) return undefined;
  throw new Error(`npm view ${name} failed:\n${stderr || stdout}`);
}

/**
 * Makes a project and installs releases in it.
 *
 * @param versions Which release of which package.
 */
export async function installReleases(project: string, versions: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(project);
  const manifest = { name: "last-release", private: true, dependencies: Object.fromEntries(versions) };
  await writeFile(join(project, "package.json"), JSON.stringify(manifest));
  const { code, stdout, stderr } = await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund"], project);
  if (code !== 0) throw new Error(`the last release could not be installed:\n${stdout}${stderr}`);
}

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

function npm(args: readonly string[], cwd: string): Promise<Ended> {
  return new Promise((resolve) => {
    // What could not be started says nothing itself.
    execFile("npm", args, { cwd, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve({
        code: error ? error.code : 0,
        stdout,
        stderr: stdout + stderr === "" ? (error?.message ?? "") : stderr,
      }),
    );
  });
}
