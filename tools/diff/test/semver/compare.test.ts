import type { Description } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { compareDescriptions } from "../../src/semver/compare.ts";
import { descriptionCases } from "./cases/description-cases.ts";
import { giving, notes, taking } from "./cases/notes.ts";
import { schemaCases } from "./cases/schema-cases.ts";
import type { Want } from "./cases/want.ts";

/** The one change that was found, as the report has it. */
function found(before: Description, after: Description): string[] {
  return compareDescriptions(before, after).map(
    ({ level, operation, path, text }) =>
      `${level} ${[operation, path].filter((part) => part !== undefined).join(" · ")}: ${text}`,
  );
}

function expectOne(lines: string[], want: Want): void {
  if (want === "nothing") {
    expect(lines).toEqual([]);
    return;
  }
  const [level, text] = want;
  expect(lines).toEqual([expect.stringContaining(text)]);
  expect(lines[0]).toMatch(new RegExp(`^${level} `));
}

describe("in a request:", () => {
  const cases = schemaCases.flatMap(({ request, ...rest }) => (request ? [{ ...rest, want: request }] : []));

  test.each(cases)("$name", ({ before, after, schemas, want }) => {
    const lines = found(taking(before, schemas?.before), taking(after, schemas?.after));

    expectOne(lines, want);
  });
});

describe("in a response:", () => {
  const cases = schemaCases.flatMap(({ response, ...rest }) => (response ? [{ ...rest, want: response }] : []));

  test.each(cases)("$name", ({ before, after, schemas, want }) => {
    const lines = found(giving(before, schemas?.before), giving(after, schemas?.after));

    expectOne(lines, want);
  });
});

describe("outside of schemas:", () => {
  test.each(descriptionCases)("$name", ({ edit, want }) => {
    const after = notes();
    edit(after);

    expectOne(found(notes(), after), want);
  });

  test.each(descriptionCases)("$name, undone", ({ edit, back }) => {
    const before = notes();
    edit(before);

    expectOne(found(before, notes()), back);
  });
});
