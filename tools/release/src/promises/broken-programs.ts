import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, NEWEST_COMPILER } from "@sinch-fetch/consumer/compiler";
import type { PromisedProgram } from "./promised-programs.ts";

const STAND_INS = fileURLToPath(new URL("stand-ins", import.meta.url));

/** A comment that expects an error where there is none: what was refused may be taken later. */
const UNUSED_EXPECTATION = /: error TS2578: /;

/**
 * Compiles programs in a project, strictly.
 *
 * Errors in the declarations of the packages are not a program's: `typeProblems` reports them.
 *
 * @returns The programs that no longer compile, with the errors, by the lines of where each is.
 */
export async function brokenPrograms(project: string, programs: readonly PromisedProgram[]) {
  const folder = join(project, "promised");
  for (const { file, text } of programs) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  await cp(join(STAND_INS, "vitest.ts"), join(folder, "vitest.ts"));
  await cp(join(STAND_INS, "same.ts"), join(folder, "corpus/same.ts"));
  const diagnostics = await compile(NEWEST_COMPILER, project, {
    name: "promised",
    compilerOptions: {
      types: ["node"],
      skipLibCheck: true,
      allowImportingTsExtensions: true,
      // Sees more: that an option may be undefined is promised as well.
      exactOptionalPropertyTypes: true,
      paths: { vitest: ["./promised/vitest.ts"] },
    },
    include: ["promised"],
  });
  return programs
    .map((program) => {
      const own = diagnostics.filter(
        ({ file, text }) => file === `promised/${program.file}` && !UNUSED_EXPECTATION.test(text),
      );
      return {
        ...program,
        errors: own.map(({ file, text }) => program.place.replace(/:\d+$/, "") + text.slice(file.length)),
      };
    })
    .filter(({ errors }) => errors.length > 0);
}
