import { appendFile, readFile } from "node:fs/promises";
import { parseYaml, stringifyYaml } from "@redocly/openapi-core";
import { isNode, type Node } from "@sinch-fetch/description";
import { type Difference, factOf, lineOf } from "./difference.ts";
import { UnusableInput } from "./unusable-input.ts";

/** A difference that is meant. */
export interface AcceptedDifference {
  /** The line of the report; `*` matches any text. */
  readonly difference: string;
  readonly reason: string;
}

/** A difference, with the reason why it is accepted, if it is. */
export interface JudgedDifference extends Difference {
  readonly accepted?: string;
}

/** Differences beside a list of accepted ones. */
export interface Judged {
  readonly judged: readonly JudgedDifference[];
  /** The entries of the list that fit none. */
  readonly stale: readonly AcceptedDifference[];
}

/**
 * Reads a list of accepted differences.
 *
 * @param path In errors, as the file is called.
 * @param optional An absent file is an empty list.
 * @throws {UnusableInput} It cannot be read, or an entry of it says something else than a difference and a reason.
 */
export async function readAccepted(file: string, path: string, optional: boolean): Promise<AcceptedDifference[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (optional && error.code === "ENOENT") return "";
    throw new UnusableInput(`${path} cannot be read: ${error.code ?? error.message}`);
  });
  let parsed: unknown;
  try {
    parsed = parseYaml(text) ?? [];
  } catch (error) {
    throw new UnusableInput(`${path} is not YAML: ${error instanceof Error ? error.message : error}`);
  }
  if (!Array.isArray(parsed)) throw new UnusableInput(`${path} is not a list`);
  return parsed.map((entry, index) => acceptedOf(entry, `${path}, entry ${index + 1}`));
}

function acceptedOf(entry: unknown, at: string): AcceptedDifference {
  const { difference, reason, ...others }: Node = isNode(entry) ? entry : {};
  if (typeof difference !== "string" || typeof reason !== "string" || reason.trim() === "") {
    throw new UnusableInput(`${at}: needs a difference and a reason, both text`);
  }
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new UnusableInput(`${at}: has a member that is not known, ${unknown}`);
  if (difference.replaceAll(/[*\s·]/g, "") === "") throw new UnusableInput(`${at}: would accept everything`);
  return { difference: difference.trim(), reason: reason.trim() };
}

/**
 * Marks the differences that are accepted, and names the entries that no difference fits any more.
 *
 * An entry fits a difference by the line of its place, or by the line of the fact that it is wherever it shows.
 */
export function judge(differences: readonly Difference[], accepted: readonly AcceptedDifference[]): Judged {
  const patterns = accepted.map((entry) => ({ entry, pattern: patternOf(entry.difference) }));
  const stale = new Set(accepted);
  const judged = differences.map((difference): JudgedDifference => {
    const lines = [lineOf(difference), factOf(difference)];
    const fitting = patterns.filter(({ pattern }) => lines.some((line) => pattern.test(line)));
    for (const { entry } of fitting) stale.delete(entry);
    const [match] = fitting;
    return match ? { ...difference, accepted: match.entry.reason } : difference;
  });
  return { judged, stale: [...stale] };
}

function patternOf(text: string): RegExp {
  const literal = text.split("*").map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "u");
}

/** Returns the differences that are not accepted. */
export function openOf({ judged }: Judged): JudgedDifference[] {
  return judged.filter(({ accepted }) => accepted === undefined);
}

/**
 * Adds what nobody has accepted yet to the list of accepted differences, each fact once.
 *
 * @param file The list; made where it is absent.
 * @returns How many entries were added.
 */
export async function accept(judged: Judged, file: string, reason: string): Promise<number> {
  const facts = new Set(openOf(judged).map(factOf));
  if (facts.size === 0) return 0;
  const before = await readFile(file, "utf8").catch(() => "");
  const entries = [...facts].map((difference) => ({ difference, reason }));
  await appendFile(file, `${before === "" || before.endsWith("\n") ? "" : "\n"}${stringifyYaml(entries)}`);
  return facts.size;
}
