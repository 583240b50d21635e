import { stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { usageError } from "../cli-error.ts";
import type { Source } from "../input/source.ts";

/** The name of a run, and the file that it is written down in. */
export interface RunFile {
  readonly runId: string;
  readonly path: string;
  /** Whether the run was begun before. */
  readonly isThere: boolean;
}

/** The options that name a run. */
export interface RunFileOptions {
  readonly run?: string | undefined;
  readonly ledger?: string | undefined;
}

/**
 * Finds the run of an input. Unless it is named, it is that of the input's name, so that the same command twice is the
 * same run and not a second message to everyone.
 *
 * @throws {CliError} The name is missing or holds other characters than a run's name may.
 */
export async function runFileOf(source: Source, { run, ledger }: RunFileOptions): Promise<RunFile> {
  const { base, folder } = source;
  const runId =
    run ??
    (base === undefined
      ? undefined
      : parse(base)
          .name.replace(/[^\w.-]/g, "-")
          .slice(0, 100));
  if (!runId) throw usageError("a run from stdin needs a name: add --run NAME");
  if (!/^[\w.-]{1,100}$/.test(runId)) {
    throw usageError(
      `--run ${JSON.stringify(runId)} is wrong: expected up to 100 letters, digits, dots, hyphens and underscores`,
    );
  }
  const stem = base ?? "stdin";
  const path = ledger ?? join(folder, run === undefined ? `${stem}.ledger` : `${stem}.${run}.ledger`);
  return { runId, path, isThere: await exists(path) };
}

async function exists(path: string): Promise<boolean> {
  try {
    const isFile = (await stat(path)).isFile();
    if (isFile) return true;
  } catch (error) {
    if (Object(error).code === "ENOENT") return false;
    throw usageError(`the ledger ${path} cannot be used (${Object(error).code}): name another with --ledger`, error);
  }
  throw usageError(`the ledger ${path} is not a file: name another with --ledger`);
}
