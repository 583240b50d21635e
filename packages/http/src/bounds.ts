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
export function checkBounds(value: unknown, bounds: Bounds, subject: string, path = ""): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    const { min = 0, max = Number.POSITIVE_INFINITY, items } = bounds;
    if (value.length < min || value.length > max) {
      throw new RangeError(`${subject}: ${path} has ${value.length} items, expected ${describe(bounds)}`);
    }
    if (items) for (const [index, item] of value.entries()) checkBounds(item, items, subject, `${path}[${index}]`);
    return;
  }
  const members: Record<string, unknown> = { ...value };
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  for (const [name, inner] of Object.entries(bounds.fields ?? {})) checkBounds(members[name], inner, subject, at(name));
  const { values } = bounds;
  if (values) for (const [name, member] of Object.entries(members)) checkBounds(member, values, subject, at(name));
}

function describe({ min = 0, max }: Bounds): string {
  return max === undefined ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
}
