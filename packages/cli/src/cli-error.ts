import type { ExitCodeName } from "./exit-codes.ts";

/** An error that the person at the terminal can do something about: one line that says what. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly exit: ExitCodeName;

  /** @param message What is wrong and what to do; without secrets. */
  constructor(exit: ExitCodeName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.exit = exit;
  }
}

/** Makes the error for a wrong option, file or row. */
export function usageError(message: string, cause?: unknown): CliError {
  return new CliError("usage", message, cause);
}
