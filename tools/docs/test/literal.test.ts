import { expect, test } from "vitest";
import { literal } from "../src/samples/literal.ts";

test("writes JSON as TypeScript, on one line where it fits", () => {
  expect(literal({ text: 'say "hi"', "a-b": [1, null, true], none: {} })).toBe(
    '{ text: "say \\"hi\\"", "a-b": [1, null, true], none: {} }',
  );
});

test("breaks what is long into lines", () => {
  const long = "x".repeat(60);

  expect(literal({ one: { long, list: [long] } })).toBe(
    ["{", "  one: {", `    long: "${long}",`, `    list: ["${long}"],`, "  },", "}"].join("\n"),
  );
});
