import { createWriteStream } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CliError, usageError } from "../cli-error.ts";
import type { ReportData } from "./report-data.ts";

/**
 * Checks where reports are to go, before anything is sent.
 *
 * @throws {CliError} One has another ending than .html, .svg and .csv, is a folder, or is in a folder that is not there.
 */
export async function checkReportPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const fail = (why: string): never => {
      throw usageError(`--report ${JSON.stringify(path)}: ${why}`);
    };
    if (!/\.(html|svg|csv)$/i.test(path)) fail("its name must end with .html, .svg or .csv");
    const [found, folder] = await Promise.all([path, dirname(path)].map((one) => stat(one).catch(() => undefined)));
    if (found?.isDirectory()) fail("it is a folder");
    if (!folder?.isDirectory()) fail(`no such folder: ${dirname(path)}`);
  }
}

/**
 * Writes a report, of the kind that its name says.
 *
 * @throws {CliError} The file cannot be written. The run itself is not concerned.
 */
export async function writeReport(path: string, data: ReportData): Promise<void> {
  try {
    const kind = extname(path).toLowerCase();
    if (kind === ".csv") {
      const { reportCsv } = await import("./report-csv.ts");
      await pipeline(Readable.from(reportCsv(data.rows())), createWriteStream(path, { mode: 0o600 }));
    } else if (kind === ".svg") {
      await writeFile(path, (await import("./report-svg.ts")).reportSvg(data));
    } else {
      const { reportHtml } = await import("./report-html.ts");
      await writeFile(path, await reportHtml(data), { mode: 0o600 });
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = Object(error);
    throw new CliError(
      "failed",
      `the report ${path} cannot be written (${code}); the run itself is not affected`,
      error,
    );
  }
}
