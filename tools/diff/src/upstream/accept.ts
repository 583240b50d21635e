import { appendFile, readFile } from "node:fs/promises";
import { stringifyYaml } from "@redocly/openapi-core";
import { lineOf } from "./difference.ts";
import { openOf, type Verdict } from "./report.ts";
import { factOf } from "./subject.ts";

/**
 * Adds what nobody has accepted yet to the list of accepted differences, each fact once.
 *
 * @param file The list; made where it is absent.
 * @returns How many entries were added.
 */
export async function accept(verdict: Verdict, file: string, reason: string): Promise<number> {
  const facts = new Set(openOf(verdict).map((difference) => factOf(difference) ?? lineOf(difference)));
  if (facts.size === 0) return 0;
  const before = await readFile(file, "utf8").catch(() => "");
  const entries = [...facts].map((difference) => ({ difference, reason }));
  await appendFile(file, `${before === "" || before.endsWith("\n") ? "" : "\n"}${stringifyYaml(entries)}`);
  return facts.size;
}
