import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { compareDescriptions } from "../../src/semver/compare.ts";
import { DESCRIPTION_RULES, SCHEMA_RULES } from "../../src/semver/rules.ts";
import { descriptionCases } from "./cases/description-cases.ts";
import { giving, notes, taking } from "./cases/notes.ts";
import { schemaCases } from "./cases/schema-cases.ts";

/** Rules about whole descriptions, which `packages.test.ts` shows. */
const ELSEWHERE = ["described", "undescribed", "typeSplit"];

test("the README has every rule, with what follows from it, and no other", async () => {
  const readme = await readFile(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");
  const rows = readme
    .split("\n")
    .filter((line) => /\| (major|minor|patch) +\|/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim())
        .slice(1, -1)
        .join(" | "),
    );

  const mock = (rule: { change: string; mock?: string }): string => rule.mock ?? "same";
  expect(rows).toEqual([
    ...Object.values(SCHEMA_RULES).map((rule) => [rule.change, rule.request, rule.response, mock(rule)].join(" | ")),
    ...Object.values(DESCRIPTION_RULES).map((rule) => [rule.change, rule.level, mock(rule)].join(" | ")),
  ]);
});

test("every rule is shown by a case", () => {
  const pairs = [
    ...schemaCases.flatMap(({ before, after, schemas }) => [
      [taking(before, schemas?.before), taking(after, schemas?.after)] as const,
      [giving(before, schemas?.before), giving(after, schemas?.after)] as const,
    ]),
    ...descriptionCases.flatMap(({ edit }) => {
      const edited = notes();
      edit(edited);
      return [[notes(), edited] as const, [edited, notes()] as const];
    }),
  ];

  const shown = new Set(pairs.flatMap(([before, after]) => compareDescriptions(before, after).map(({ rule }) => rule)));

  const rules = [...Object.keys(SCHEMA_RULES), ...Object.keys(DESCRIPTION_RULES)];
  expect(rules.filter((rule) => !shown.has(rule))).toEqual(ELSEWHERE);
});
