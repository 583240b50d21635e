import { chmod, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CliError } from "../cli-error.ts";
import { isField, type Values } from "./fields.ts";
import { makeFolder } from "./make-folder.ts";

/** The accounts that `login` keeps, by their names. */
export type Profiles = Readonly<Record<string, Values>>;

/** The path of the file that holds the profiles, as the system has it for settings. */
export async function profilePath(): Promise<string> {
  const { default: envPaths } = await import("env-paths");
  return join(envPaths("sinch-fetch", { suffix: "" }).config, "profiles.json");
}

/**
 * Reads the profiles; an empty record if the file does not exist.
 *
 * @throws {CliError} Others than its owner can read or write it, or it is not readable.
 */
export async function readProfiles(path: string): Promise<Profiles> {
  try {
    const { mode } = await stat(path);
    // Windows has no such bits: a file in the user's own folder is the user's own.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      const shown = (mode & 0o777).toString(8).padStart(4, "0");
      throw new CliError(
        "credentials",
        `${path} has mode ${shown}, so others can read the keys in it: run chmod 600 ${quoted(path)}, and create new keys if others use this machine`,
      );
    }
    return profilesOf(path, await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = Object(error);
    if (code === "ENOENT" || code === "ENOTDIR") return {};
    throw new CliError(
      "credentials",
      `${path} cannot be read (${code}): make it readable to you, or set SINCH_*`,
      error,
    );
  }
}

/**
 * Puts a profile into the file, which only its owner can read.
 *
 * @throws {CliError} The file cannot be written.
 */
export async function writeProfile(path: string, name: string, values: Values): Promise<void> {
  const profiles = { ...(await readProfiles(path)), [name]: values };
  // Beside it first, so that an interruption leaves the old file whole.
  const draft = `${path}.${process.pid}`;
  try {
    await makeFolder(dirname(path));
    await writeFile(draft, `${JSON.stringify({ profiles }, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    await chmod(draft, 0o600);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    const { code } = Object(error);
    throw new CliError("failed", `${path} cannot be written (${code}): set SINCH_* instead, or XDG_CONFIG_HOME`, error);
  }
}

function profilesOf(path: string, text: string): Profiles {
  const wrong = (): CliError => new CliError("credentials", `${path} is damaged: delete it, and run sinch-fetch login`);
  let profiles: unknown;
  try {
    profiles = JSON.parse(text.replace(/^\uFEFF/, "")).profiles;
  } catch {
    // The parser's own message quotes the file.
    throw wrong();
  }
  if (typeof profiles !== "object" || profiles === null) throw wrong();
  return Object.fromEntries(
    Object.entries(profiles).map(([name, profile]) => {
      const values: Values = {};
      for (const [field, value] of Object.entries(Object(profile))) {
        if (isField(field) && typeof value === "string") values[field] = value;
      }
      return [name, values];
    }),
  );
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
