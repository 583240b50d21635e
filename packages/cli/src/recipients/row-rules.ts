import { channels } from "@sinch-fetch/batch/values";
import { usageError } from "../cli-error.ts";
import { closest } from "../closest.ts";
import type { Cells } from "../input/row.ts";
import type { Placeholders } from "../message/placeholders.ts";

/** The options that say what the columns are. */
export interface ColumnOptions {
  readonly map?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly channel?: readonly string[] | undefined;
  readonly country?: string | undefined;
}

/** What an input's cells are for. */
export interface RowRules {
  /** Cells by what they are for, so that `--map name=column` has taken effect; without those of `--ignore`. */
  named(cells: Cells): Record<string, string>;
  /** The channels of every row, if they are the same for all. */
  readonly channels: readonly string[] | undefined;
  readonly placeholders: Placeholders;
}

/** The names that are not parameters. */
export const RESERVED: readonly string[] = ["identity", "channel", "contact_id"];

/**
 * Reads the options about columns and checks them against the columns, where all rows have the same.
 *
 * @throws {CliError} A column is missing, unused or twice used; names the option that mends it.
 */
export function rowRules(
  name: string,
  columns: readonly string[] | undefined,
  placeholders: Placeholders,
  options: ColumnOptions,
): RowRules {
  const [problem] = placeholders.problems;
  if (problem !== undefined) throw usageError(problem);
  const maps = mapsOf(options.map ?? []);
  const ignored = new Set(options.ignore ?? []);
  const channelsOfAll = options.channel?.map(channelOf);
  const rules: RowRules = {
    channels: channelsOfAll,
    placeholders,
    // Not by assignment, which would lose a column that is called __proto__.
    named: (cells) =>
      Object.fromEntries(
        Object.entries(cells)
          .filter(([column]) => !ignored.has(column))
          .map(([column, cell]) => [maps.get(column) ?? column, cell]),
      ),
  };
  if (columns) checkHeader(name, columns, { maps, ignored, hasChannel: channelsOfAll !== undefined, placeholders });
  return rules;
}

/**
 * Returns a channel by its name, in any case.
 *
 * @throws {CliError} There is no such channel.
 */
export function channelOf(text: string): string {
  const channel = channels.find((one) => one === text.trim().toUpperCase());
  if (channel === undefined) throw usageError(`--channel: ${unknownChannel(text)}`);
  return channel;
}

/** Says that there is no such channel, and which is meant. */
export function unknownChannel(text: string): string {
  const meant = closest(text, channels);
  return `there is no channel ${JSON.stringify(text)}: ${meant ? `did you mean ${meant}?` : `expected ${channels.join(", ")}`}`;
}

/** From the column to what it is for. */
function mapsOf(maps: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const map of maps) {
    const at = map.indexOf("=");
    const [name, column] = [map.slice(0, at).trim(), map.slice(at + 1).trim()];
    if (at < 1 || column === "")
      throw usageError(`--map ${JSON.stringify(map)} has no column: expected --map name=column`);
    if (found.has(column)) throw usageError(`--map names the column ${JSON.stringify(column)} twice`);
    if ([...found.values()].includes(name)) throw usageError(`--map gives ${JSON.stringify(name)} two columns`);
    found.set(column, name);
  }
  return found;
}

interface Header {
  readonly maps: ReadonlyMap<string, string>;
  readonly ignored: ReadonlySet<string>;
  readonly hasChannel: boolean;
  readonly placeholders: Placeholders;
}

function checkHeader(
  name: string,
  columns: readonly string[],
  { maps, ignored, hasChannel, placeholders }: Header,
): void {
  const fail = (message: string): never => {
    throw usageError(`${name}:1: ${message}`);
  };
  for (const [option, one] of [
    ...[...maps.keys()].map((key) => ["--map", key]),
    ...[...ignored].map((key) => ["--ignore", key]),
  ]) {
    if (one !== undefined && !columns.includes(one))
      fail(`${option} names the column ${JSON.stringify(one)}, which does not exist`);
  }
  const used = columns.filter((column) => !ignored.has(column)).map((column) => maps.get(column) ?? column);
  const twice = used.find((one, index) => used.indexOf(one) !== index);
  if (twice !== undefined) fail(`two columns are ${JSON.stringify(twice)} after --map: add --ignore for one of them`);
  if (!used.includes("identity") && !used.includes("contact_id")) fail(missing("identity", columns));
  if (used.includes("identity") && !used.includes("channel") && !hasChannel) {
    fail(`${missing("channel", columns)}, or --channel SMS for all rows`);
  }
  if (used.includes("channel") && hasChannel)
    fail('--channel and the column "channel" are both there: add --ignore channel');
  const absent = placeholders.names.find((one) => !used.includes(one));
  if (absent !== undefined) fail(`the message uses \${${absent}}, and ${missing(absent, columns)}`);
  const unused = used.filter((one) => isUnused(one, placeholders));
  if (unused.length > 0) fail(unusedText(unused, placeholders));
}

/** Whether a cell is a parameter that the message has no place for. */
export function isUnused(name: string, { names, isOpen }: Placeholders): boolean {
  return !isOpen && !RESERVED.includes(name) && !names.includes(name);
}

/** Says that parameters are not used, and what to do. */
export function unusedText(unused: readonly string[], { names }: Placeholders): string {
  const shell = names.length === 0 ? " (in double quotes, the shell removes ${…}: write --text in single quotes)" : "";
  const list = unused.map((one) => JSON.stringify(one)).join(", ");
  return `the message does not use ${list}: add --ignore ${unused.map(quoted).join(",")} to leave ${unused.length === 1 ? "it" : "them"} out${shell}`;
}

function quoted(column: string): string {
  return /^[\w.-]+$/.test(column) ? column : `'${column}'`;
}

function missing(name: string, columns: readonly string[]): string {
  const meant = columns.find((column) => column.toLowerCase() === name.toLowerCase()) ?? closest(name, columns);
  const way =
    meant === undefined ? `name it with --map ${name}=COLUMN` : `did you mean --map ${name}=${quoted(meant)}?`;
  return `there is no column ${JSON.stringify(name)}: ${way}`;
}
