/** Names a recipient: `recipient_and_params[3]`, and what other spellings of a path there are. */
const RECIPIENT = /recipient_?and_?params?(?:\[|\.|\/)(\d+)/i;

/** What a 400 said of each recipient that it named: the index in the request, and why. */
export function namedRecipients(details: readonly unknown[], count: number): ReadonlyMap<number, string> {
  const named = new Map<number, string>();
  for (const detail of details) {
    const { field_violations, fieldViolations }: Record<string, unknown> = Object(detail);
    const violations = field_violations ?? fieldViolations;
    if (!Array.isArray(violations)) continue;
    for (const violation of violations) {
      const { field, description }: Record<string, unknown> = Object(violation);
      const index = Number(RECIPIENT.exec(String(field))?.[1] ?? Number.NaN);
      if (index < count) named.set(index, typeof description === "string" ? description : "refused by the API");
    }
  }
  return named;
}
