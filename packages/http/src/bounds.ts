/**
 * How many items the lists of a value may hold, following the value's own structure. Generated from `minItems` and
 * `maxItems` of an API description; parts of the value without a bounded list are left out.
 */
export interface Bounds {
  /** Fewest items, of a list. */
  readonly min?: number;
  /** Most items, of a list. */
  readonly max?: number;
  /** What holds for each item of a list. */
  readonly items?: Bounds;
  /** What holds for the members of an object. */
  readonly fields?: { readonly [name: string]: Bounds };
  /** What holds for each value of a map. */
  readonly values?: Bounds;
}

/**
 * Checks the lists of a request body before it is sent.
 *
 * @param value The body.
 * @param bounds What the description allows.
 * @param subject Named first in the error: the operation.
 * @throws {RangeError} A list is shorter or longer than allowed; the message names it and its limits.
 */
export function checkBounds(value: unknown, bounds: Bounds, subject: string): void {
  const problem = problemOf(value, bounds);
  if (problem) throw new RangeError(`${subject}: ${problem.replace(/^\./, "")}`);
}

/** What is wrong with a value, led by the way to it. */
function problemOf(value: unknown, bounds: Bounds | undefined): string | undefined {
  if (!bounds || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const { min = 0, max = Number.POSITIVE_INFINITY, items } = bounds;
    if (value.length < min || value.length > max) return ` has ${value.length} items, expected ${describe(bounds)}`;
    for (const [index, item] of value.entries()) {
      const problem = problemOf(item, items);
      if (problem) return `[${index}]${problem}`;
    }
    return undefined;
  }
  const members: Record<string, unknown> = Object(value);
  const { fields, values } = bounds;
  for (const name in fields) {
    const problem = problemOf(members[name], fields[name]);
    if (problem) return `.${name}${problem}`;
  }
  for (const name in values && members) {
    const problem = problemOf(members[name], values);
    if (problem) return `.${name}${problem}`;
  }
  return undefined;
}

function describe({ min = 0, max }: Bounds): string {
  return max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
}
