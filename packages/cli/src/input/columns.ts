import { usageError } from "../cli-error.ts";

/** What may separate columns, with its name. */
const DELIMITERS: readonly (readonly [string, string, string])[] = [
  [",", "commas", "','"],
  [";", "semicolons", "';'"],
  ["\t", "tabs", "tab"],
  ["|", "bars", "'|'"],
];

/**
 * Checks the header of a CSV.
 *
 * @throws {CliError} A column has no name or one that another has, or the columns are separated by something else.
 */
export function checkColumns(columns: readonly string[], name: string, delimiter: string): void {
  const [only = ""] = columns;
  if (columns.length === 1) {
    const other = DELIMITERS.find(([one]) => one !== delimiter && only.includes(one));
    if (other) {
      throw usageError(
        `${name}:1: the header is one column. If ${other[1]} separate the columns, add --delimiter ${other[2]}`,
      );
    }
  }
  for (const [index, column] of columns.entries()) {
    if (column === "") throw usageError(`${name}:1: column ${index + 1} has no name`);
    const first = columns.indexOf(column);
    if (first !== index) {
      throw usageError(`${name}:1: columns ${first + 1} and ${index + 1} are both called ${JSON.stringify(column)}`);
    }
  }
  if (columns.every((column) => /^\+?[\d\s]{7,}$/.test(column) || /^[A-Z]+$/.test(column))) {
    throw usageError(`${name}:1: it has no header: the first line must name the columns, such as identity,channel`);
  }
}
