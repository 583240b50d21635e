import { expect, test } from "vitest";
import { equalInConstantTime } from "../../src/callbacks/constant-time.ts";

test.each([
  { a: "", b: "", want: true },
  { a: "AdK4", b: "AdK4", want: true },
  { a: "AdK4", b: "BdK4", want: false },
  { a: "AdK4", b: "AdK5", want: false },
  { a: "AdK4", b: "AdK", want: false },
  { a: "AdK", b: "AdK4", want: false },
  { a: "", b: "A", want: false },
  { a: "A", b: "", want: false },
  { a: "\u0000", b: "", want: false },
  { a: "\u0141", b: "A", want: false },
])("finds $a and $b equal: $want", ({ a, b, want }) => {
  expect(equalInConstantTime(a, b)).toBe(want);
});

test("looks at every character, wherever the first difference is", () => {
  const looks: number[] = [];
  const watched = Object.assign(Object("AdK4NbsC"), {
    charCodeAt(index: number) {
      looks.push(index);
      return "AdK4NbsC".charCodeAt(index);
    },
  });

  equalInConstantTime(watched, "BdK4NbsC");

  expect(looks).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
