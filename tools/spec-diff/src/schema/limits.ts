/** Limits of a schema by keyword. */
export type Limits = ReadonlyMap<string, unknown>;

/** Whether the values below it pass, those above it, or those that fit. */
const KEYWORDS: Readonly<Record<string, "upper" | "lower" | "exact">> = {
  maximum: "upper",
  exclusiveMaximum: "upper",
  maxLength: "upper",
  maxItems: "upper",
  maxProperties: "upper",
  minimum: "lower",
  exclusiveMinimum: "lower",
  minLength: "lower",
  minItems: "lower",
  minProperties: "lower",
  multipleOf: "exact",
  pattern: "exact",
  format: "exact",
  uniqueItems: "exact",
};
const COUNTS = new Set(["minLength", "minItems", "minProperties"]);

export const LIMIT_KEYWORDS: readonly string[] = Object.keys(KEYWORDS);

/** The limits that a schema sets itself; what limits nothing is left out. */
export function limitsOf(schema: Readonly<Record<string, unknown>>): Limits {
  return new Map(
    LIMIT_KEYWORDS.filter(
      (keyword) =>
        schema[keyword] !== undefined && schema[keyword] !== false && !(COUNTS.has(keyword) && schema[keyword] === 0),
    ).map((keyword) => [keyword, schema[keyword]]),
  );
}

/** What holds where both hold: the tighter limits. */
export function tighter(a: Limits, b: Limits): Limits {
  const both = new Map(a);
  for (const [keyword, value] of b) {
    const other = a.get(keyword);
    if (other === undefined) both.set(keyword, value);
    else if (other !== value) both.set(keyword, tighterOf(keyword, other, value));
  }
  return both;
}

function tighterOf(keyword: string, a: unknown, b: unknown): unknown {
  if (KEYWORDS[keyword] === "exact") return [a, b].map(String).sort().join(" and ");
  return KEYWORDS[keyword] === "upper" ? Math.min(Number(a), Number(b)) : Math.max(Number(a), Number(b));
}

/** A limit that differs. */
export interface LimitChange {
  readonly keyword: string;
  readonly tightened: boolean;
  readonly text: string;
}

/** How limits differ. A pattern or format that is replaced counts as tightened: something that passed no longer does. */
export function limitChanges(before: Limits, after: Limits): LimitChange[] {
  return LIMIT_KEYWORDS.flatMap((keyword) => {
    const [was, is] = [before.get(keyword), after.get(keyword)];
    if (was === is) return [];
    if (was === undefined) return [{ keyword, tightened: true, text: `${keyword} ${is} added` }];
    if (is === undefined) return [{ keyword, tightened: false, text: `${keyword} ${was} removed` }];
    if (KEYWORDS[keyword] === "exact") {
      const relaxed = keyword === "multipleOf" && Number(was) % Number(is) === 0;
      return [{ keyword, tightened: !relaxed, text: `${keyword} ${was} is now ${is}` }];
    }
    const raised = Number(is) > Number(was);
    const verb = raised ? "raised" : "lowered";
    const tightened = raised === (KEYWORDS[keyword] === "lower");
    return [{ keyword, tightened, text: `${keyword} ${verb} from ${was} to ${is}` }];
  });
}
