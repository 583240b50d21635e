/** Longest delay of a platform timer, in milliseconds; a longer one would fire at once. */
export const MAX_MS = 2_147_483_647;

/** What an option must be: how a message says it, and the test. Values of the last kind are never shown. */
export interface OptionRule {
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
  readonly secret?: true;
}

/** The options that a function takes, by name: one row each. */
export type OptionTable = Readonly<Record<string, OptionRule>>;

/** A time that a platform timer can wait for. */
export const time: OptionRule = {
  expected: `milliseconds from 0 to ${MAX_MS}`,
  test: (value) => typeof value === "number" && value >= 0 && value <= MAX_MS,
};

/** A time limit that 0 takes away. */
export const limit: OptionRule = { ...time, expected: `milliseconds from 0 (no limit) to ${MAX_MS}` };

/** A whole number from a least one. */
export const wholeNumber = (least: number): OptionRule => ({
  expected: `a whole number from ${least}`,
  test: (value) => Number.isSafeInteger(value) && (value as number) >= least,
});

/** A number above 0. */
export const aboveZero: OptionRule = {
  expected: "a number above 0",
  test: (value) => typeof value === "number" && value > 0,
};

/** A function. */
export const func: OptionRule = { expected: "a function", test: (value) => typeof value === "function" };

/** True or false. */
export const flag: OptionRule = { expected: "true or false", test: (value) => typeof value === "boolean" };

/** What another check looks at, which has a message of its own. */
export const checkedElsewhere: OptionRule = { expected: "", test: () => true };

/** How an error names a value that was given. Objects are not shown: what they hold may be secret. */
export function show(value: unknown): string {
  if (typeof value === "string" || value === null) return JSON.stringify(value);
  return typeof value === "object" ? (Array.isArray(value) ? "an array" : "an object") : String(value);
}

/**
 * Checks the options that a function was given; an option that is `undefined` counts as left out.
 *
 * @param subject Named first in each error: the function that was called, or the operation.
 * @param prefix Led by which the names stand in errors, such as `retry.`.
 * @throws {TypeError} The options are not an object, or one is unknown or wrong. The message names it and what was
 * expected, and never the value of a secret.
 */
export function checkOptions(subject: string, options: unknown, table: OptionTable, prefix = ""): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${subject}: options is ${show(options)}, expected an object`);
  }
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!rule) {
      throw new TypeError(`${subject}: unknown option ${prefix}${name}, expected ${Object.keys(table).join(" or ")}`);
    }
    if (value !== undefined) checkOption(subject, prefix + name, value, rule);
  }
}

/** Checks one option, which must be there. */
export function checkOption(
  subject: string,
  name: string,
  value: unknown,
  { expected, test, secret }: OptionRule,
): void {
  if (test(value)) return;
  const given = secret ? (value === undefined ? "missing" : "malformed") : show(value);
  throw new TypeError(`${subject}: ${name} is ${given}, expected ${expected}`);
}
