import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { ALL_COMPILERS, compile, type Diagnostic } from "../src/compiler.ts";
import { FLOWS } from "./round-trips/flows.ts";

const project = inject("project");
const folder = join(project, "round-trips");
const GIVEN =
  'import { app_id, batch, callback, conversation, id, recipient, templates, text_message } from "./given.js";\n';

/** The path of a flow's program, or of that with its slip, from the project's folder. */
const fileOf = (kind: "flow" | "slip", index: number): string => `round-trips/${kind}-${index}.ts`;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  await copyFile(new URL("round-trips/given.ts", import.meta.url), join(folder, "given.ts"));
  for (const [index, { program, slip }] of FLOWS.entries()) {
    const programs = { flow: program, slip: program.replace(...slip) };
    for (const kind of ["flow", "slip"] as const) {
      await writeFile(join(project, fileOf(kind, index)), `${GIVEN}${programs[kind]}\nexport {};\n`);
    }
  }
});

const WAYS = ALL_COMPILERS.flatMap((compiler) =>
  [false, true].map((exactOptionalPropertyTypes) => ({
    compiler,
    exactOptionalPropertyTypes,
    title: `${compiler.name}${exactOptionalPropertyTypes ? " with exactOptionalPropertyTypes" : ""}`,
  })),
);

describe.each(WAYS)("$title", ({ compiler, exactOptionalPropertyTypes }) => {
  let diagnostics: Diagnostic[];

  beforeAll(async () => {
    diagnostics = await compile(compiler, project, {
      name: `round-trips-${exactOptionalPropertyTypes}`,
      // Without the option, `types.test.ts` checks the declarations themselves.
      compilerOptions: { types: ["node"], exactOptionalPropertyTypes, skipLibCheck: !exactOptionalPropertyTypes },
      include: ["round-trips"],
    });
  });

  test.each(FLOWS.map((flow, index) => ({ ...flow, index })))("compiles a program that $title", ({ index }) => {
    expect(diagnostics.filter(({ file }) => file === fileOf("flow", index))).toEqual([]);
  });

  test.each(FLOWS.map((flow, index) => ({ ...flow, index })))(
    "refuses $slip.1 in a program that $title",
    ({ index, program, slip }) => {
      expect(program).toContain(slip[0]);
      expect(diagnostics.filter(({ file }) => file === fileOf("slip", index))).not.toEqual([]);
    },
  );

  test("finds no fault in the declarations", () => {
    expect(diagnostics.filter(({ file }) => !/^round-trips\/slip-/.test(file))).toEqual([]);
  });
});
