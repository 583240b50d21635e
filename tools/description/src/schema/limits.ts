import type { Node } from "../node.ts";

/** Limits by keyword; a format counts as one. */
export type Limits = ReadonlyMap<string, number | string | true>;

interface Rule {
  /** Whether the values below it pass, those above it, or those that fit. */
  readonly bound: "upper" | "lower" | "exact";
  /** The types that it limits. */
  readonly types: readonly string[];
}

const NUMBERS = ["number", "integer"];

const RULES: Readonly<Record<string, Rule>> = {
  format: { bound: "exact", types: ["string", ...NUMBERS] },
  pattern: { bound: "exact", types: ["string"] },
  minLength: { bound: "lower", types: ["string"] },
  maxLength: { bound: "upper", types: ["string"] },
  minimum: { bound: "lower", types: NUMBERS },
  exclusiveMinimum: { bound: "lower", types: NUMBERS },
  maximum: { bound: "upper", types: NUMBERS },
  exclusiveMaximum: { bound: "upper", types: NUMBERS },
  multipleOf: { bound: "exact", types: NUMBERS },
  minItems: { bound: "lower", types: ["array"] },
  maxItems: { bound: "upper", types: ["array"] },
  uniqueItems: { bound: "exact", types: ["array"] },
  minProperties: { bound: "lower", types: ["object"] },
  maxProperties: { bound: "upper", types: ["object"] },
};

const TEXTS = new Set(["format", "pattern"]);

export const LIMIT_KEYWORDS: readonly string[] = Object.keys(RULES);

/** Returns whether a limit lets the values below it pass, those above it, or those that fit. */
export function boundOf(keyword: string): "upper" | "lower" | "exact" | undefined {
  return RULES[keyword]?.bound;
}

/** The limits that a schema sets itself; what limits nothing is left out. */
export function limitsOf(schema: Node): Limits {
  const limits = new Map<string, number | string | true>();
  for (const keyword of LIMIT_KEYWORDS) {
    const value = schema[keyword];
    if (typeof value === "number" && !(keyword.startsWith("min") && keyword !== "minimum" && value === 0)) {
      limits.set(keyword, value);
    }
    if (typeof value === "string" && TEXTS.has(keyword)) limits.set(keyword, value);
    if (value === true && keyword === "uniqueItems") limits.set(keyword, value);
  }
  // Before OpenAPI 3.1, the bound stands in the other keyword, and this one says that it is excluded.
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    const value = limits.get(bound);
    if (schema[flag] !== true || value === undefined) continue;
    limits.delete(bound);
    limits.set(flag, value);
  }
  return limits;
}

/** What holds where both hold: the tighter limits. */
export function tighter(a: Limits, b: Limits): Limits {
  if (b.size === 0 || a === b) return a;
  if (a.size === 0) return b;
  const both = new Map(a);
  for (const [keyword, value] of b) {
    const other = a.get(keyword);
    if (other === undefined) both.set(keyword, value);
    else if (typeof other === "string" && other !== value) both.set(keyword, [other, value].sort().join(" and "));
    else if (typeof other === "number" && typeof value === "number") {
      both.set(keyword, RULES[keyword]?.bound === "upper" ? Math.min(other, value) : Math.max(other, value));
    }
  }
  return both;
}

/** What holds where one of several holds: the loosest of a limit that all of them set whose types it concerns. */
export function loosest(
  parts: readonly { readonly types: ReadonlySet<string> | undefined; readonly limits: Limits }[],
): Limits {
  const limits = new Map<string, number | string | true>();
  for (const [keyword, { bound, types }] of Object.entries(RULES)) {
    const values = parts
      .filter((part) => part.types === undefined || types.some((type) => part.types?.has(type)))
      .map((part) => part.limits.get(keyword));
    const [first] = values;
    if (first === undefined || values.includes(undefined)) continue;
    const numbers = values.filter((value) => typeof value === "number");
    if (values.every((value) => value === first)) limits.set(keyword, first);
    else if (bound !== "exact" && numbers.length === values.length) {
      limits.set(keyword, bound === "upper" ? Math.max(...numbers) : Math.min(...numbers));
    }
  }
  return limits;
}
