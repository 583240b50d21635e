import { expect, test } from "vitest";
import { applied } from "../src/mutant.ts";
import { mutantsOf } from "../src/mutants.ts";

test.each([
  { source: "const rules = [a, b];", want: ["const rules = [b];", "const rules = [a, ];"] },
  { source: "const rules = { ...a, b };", want: ["const rules = { b };", "const rules = { ...a,  };"] },
  { source: "f();", want: [";"] },
  { source: "throw error;", want: [";"] },
  { source: "if (a) b;", want: ["if (true) b;", "if (false) b;", "if (a) ;"] },
  { source: "const c = a && b;", want: ["const c = a;", "const c = b;"] },
  { source: "const c = a ?? b;", want: ["const c = a;", "const c = b;"] },
  { source: "const c = a <= b;", want: ["const c = a < b;", "const c = a > b;"] },
  { source: "const c = a ? b : d;", want: ["const c = true ? b : d;", "const c = false ? b : d;"] },
  { source: "const c = !a;", want: ["const c = !!a;"] },
  { source: "const c = a?.b;", want: ["const c = a.b;"] },
  { source: "const c = true;", want: ["const c = false;"] },
  { source: "const c = 3;", want: ["const c = 4;", "const c = 2;"] },
  { source: 'const c = "a";', want: ['const c = "";'] },
  { source: 'const c = "";', want: ['const c = "mutant";'] },
  { source: "const c = Math.min(a, b);", want: ["const c = (a);", "const c = (b);"] },
  { source: "const c = a.filter(b);", want: ["const c = a;"] },
  { source: "const c = /^a$/;", want: ["/(?!)/", "/(?:)/", "/a$/", "/^a/"].map((regex) => `const c = ${regex};`) },
  { source: "for (;;) i++;", want: ["for (;;) ;", "for (;;) i--;"] },
  { source: "const f = (a = b) => c;", want: ["const f = (a) => c;", "const f = (a = b) => undefined;"] },
])("$source is changed in each way that takes one rule from it", ({ source, want }) => {
  const changed = mutantsOf(source).map((mutant) => applied(source, mutant));

  expect(changed.sort()).toEqual([...want].sort());
});

test.each(['import { a } from "b";', 'type A = "a" | 1;', 'interface A { b: "c" }', 'export * from "a";'])(
  "%s, which does not run, is left alone",
  (source) => {
    expect(mutantsOf(source)).toEqual([]);
  },
);

test("a mutant says where it is and what it changes", () => {
  expect(mutantsOf("const a = b;\nconst c = 1 > d;")).toContainEqual(
    expect.objectContaining({ line: 2, label: "> → <=" }),
  );
});
