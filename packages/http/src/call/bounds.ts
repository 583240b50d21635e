import { show } from "../options/check-options.ts";

/**
 * What the values of a request may be, following the request's own structure. Generated from the limits of an API
 * description; parts of the request without a limit are left out.
 */
export interface Bounds {
  /** Fewest items of a list. */
  readonly min?: number;
  /** Most items of a list. */
  readonly max?: number;
  /** Least value of a number. */
  readonly minimum?: number;
  /** Greatest value of a number. */
  readonly maximum?: number;
  /** Most characters of a text. */
  readonly maxLength?: number;
  /** The regular expression that a text must match. */
  readonly pattern?: string;
  /** What a text that matches `pattern` is, in words. */
  readonly expected?: string;
  /** Members that an object must have. */
  readonly required?: readonly string[];
  /** All the members that an object may have. */
  readonly known?: readonly string[];
  /** What holds for each item of a list. */
  readonly items?: Bounds;
  /** What holds for the members of an object. */
  readonly fields?: { readonly [name: string]: Bounds };
  /** What holds for each value of a map. */
  readonly values?: Bounds;
}

/**
 * Checks a request before it is sent. What it holds is not shown in errors.
 *
 * @param value Its body, or its query.
 * @param bounds What the description allows.
 * @param subject Named first in each error: the operation.
 * @throws {TypeError} A member is missing or unknown; names it.
 * @throws {RangeError} A list, a text or a number is out of its limits; names it and the limits.
 */
export function checkBounds(value: unknown, bounds: Bounds, subject: string): void {
  if (bounds.required && (typeof value !== "object" || value === null || Array.isArray(value))) {
    throw new TypeError(`${subject}: body is ${show(value)}, expected an object`);
  }
  check(value, bounds, (path, problem, Problem) => {
    throw new Problem(`${subject}: ${path.replace(/^\./, "")} ${problem}`);
  });
}

type Fail = (path: string, problem: string, Problem: new (message: string) => Error) => never;

function check(value: unknown, bounds: Bounds | undefined, fail: Fail, path = ""): void {
  if (!bounds || value === undefined || value === null) return;
  const within = (size: number, problem: string, min?: number, max?: number): void => {
    if (size < (min ?? size) || size > (max ?? size)) {
      fail(path, `${problem}, expected ${describe(min, max)}`, RangeError);
    }
  };
  if (Array.isArray(value)) {
    within(value.length, `has ${value.length} items`, bounds.min, bounds.max);
    if (bounds.items) for (const [index, item] of value.entries()) check(item, bounds.items, fail, `${path}[${index}]`);
  } else if (typeof value === "string") {
    const { maxLength, pattern, expected } = bounds;
    if (maxLength !== undefined) {
      const { length } = [...value];
      within(length, `has ${length} characters`, undefined, maxLength);
    }
    if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
      fail(path, `is malformed, expected ${expected}`, RangeError);
    }
  } else if (typeof value === "number") {
    within(value, "is out of range", bounds.minimum, bounds.maximum);
  } else {
    checkMembers(Object(value), bounds, fail, path);
  }
}

function checkMembers(members: Record<string, unknown>, bounds: Bounds, fail: Fail, path: string): void {
  const { required = [], known, fields, values } = bounds;
  const unknown = known && Object.keys(members).find((name) => !known.includes(name));
  if (unknown !== undefined) fail(`${path}.${unknown}`, `is unknown, expected ${known?.join(" or ")}`, TypeError);
  const missing = required.find((name) => members[name] === undefined);
  if (missing !== undefined) fail(`${path}.${missing}`, "is missing", TypeError);
  for (const name in fields) check(members[name], fields[name], fail, `${path}.${name}`);
  for (const name in values && members) check(members[name], values, fail, `${path}.${name}`);
}

function describe(min: number | undefined, max: number | undefined): string {
  if (max === undefined) return `at least ${min}`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}
