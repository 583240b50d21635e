import { CommanderError } from "commander";
import { debugLines, errorLine } from "./error-line.ts";
import { EXIT_CODES, type ExitCodeName } from "./exit-codes.ts";
import { outliveReaders, say } from "./output.ts";
import { createProgram } from "./program.ts";
import { styled } from "./style.ts";

/**
 * Runs the command: prints data to stdout and the rest to stderr, and sets the exit code of this process.
 *
 * @param args The arguments after the name of the command.
 */
export async function main(args: readonly string[]): Promise<void> {
  const end = (name: ExitCodeName): void => {
    process.exitCode = EXIT_CODES[name];
  };
  outliveReaders((code) => {
    say(`${styled("red", "error:")} stdout cannot be written (${code})`);
    end("failed");
  });
  const program = createProgram(end);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    // --help and --version end so, and have printed what they had to.
    if (error instanceof CommanderError && error.exitCode === 0) return;
    const { line, exit } = errorLine(error);
    if (line !== "(outputHelp)" && line !== "") say(`${styled("red", "error:")} ${line}`);
    if (args.includes("--debug")) for (const one of debugLines(error)) say(one);
    end(exit);
  }
}
