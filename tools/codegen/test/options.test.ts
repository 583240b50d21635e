import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { optionsOf } from "../src/options.ts";

const ROOT = resolve("/repository");

describe("optionsOf", () => {
  test.each([
    { given: [], want: { check: false, lint: false, root: ROOT } },
    { given: ["--check"], want: { check: true, lint: false, root: ROOT } },
    { given: ["--lint"], want: { check: false, lint: true, root: ROOT } },
    { given: ["--root", "elsewhere"], want: { check: false, lint: false, root: resolve("elsewhere") } },
  ])("reads $given", ({ given, want }) => {
    expect(optionsOf(given, ROOT)).toEqual(want);
  });

  test.each([
    { name: "an unknown option", given: ["--chekc"] },
    { name: "an argument", given: ["conversation"] },
    { name: "two modes at once", given: ["--check", "--lint"] },
    { name: "an option without its value", given: ["--root"] },
    { name: "a value where none is taken", given: ["--check=yes"] },
  ])("finds $name wrong", ({ given }) => {
    expect(optionsOf(given, ROOT)).toBeUndefined();
  });
});
