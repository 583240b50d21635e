import { InvalidArgumentError, Option } from "commander";

/**
 * An option with a text as its value. What looks like another option is not taken for the value, and an option that is
 * given twice is refused: in both cases one of them would be lost in silence.
 */
export function textOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value, previous: string | undefined) => {
    if (previous !== undefined) throw new InvalidArgumentError("It is given more than once.");
    return checkedValue(value);
  });
}

/** An option that may be given several times, and each time with several values between commas. */
export function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value, previous: string[] | undefined) => [
    ...(previous ?? []),
    ...checkedValue(value).split(","),
  ]);
}

/** An option that may be given several times, each with one value. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value, previous: string[] | undefined) => [
    ...(previous ?? []),
    checkedValue(value),
  ]);
}

/** An option with a number above 0 as its value. */
export function numberOption(flags: string, description: string, isWhole = true): Option {
  return new Option(flags, description).argParser((value, previous: number | undefined) => {
    if (previous !== undefined) throw new InvalidArgumentError("It is given more than once.");
    const number = Number(checkedValue(value));
    if (number > 0 && Number.isFinite(number) && (!isWhole || Number.isSafeInteger(number))) return number;
    throw new InvalidArgumentError(`It needs a ${isWhole ? "whole " : ""}number above 0.`);
  });
}

/** An option with one of some values. */
export function choiceOption(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices([...choices]);
}

function checkedValue(value: string): string {
  if (/^--[a-z]/.test(value)) throw new InvalidArgumentError("Its value is missing.");
  if (value.trim() === "") throw new InvalidArgumentError("It is empty.");
  return value;
}
