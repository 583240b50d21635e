/**
 * What responses have for what was never set, and a request must not hold: by member of an object, with `*` for every
 * other, and as the only item of a list. Generated from the API description.
 */
export type Unset = string | null | readonly [Unset] | { readonly [name: string]: Unset };

/**
 * Leaves out of a request body what says no more than that something was never set, so that what a response held can be
 * sent back. Nothing is written to the body itself.
 *
 * @param value The body.
 * @param unset What to leave out.
 */
export function withoutUnset(value: unknown, unset: Unset | undefined): unknown {
  if (typeof value !== "object" || value === null || typeof unset !== "object" || unset === null) return value;
  if (Array.isArray(value)) return value.map((item) => withoutUnset(item, Array.isArray(unset) ? unset[0] : undefined));
  const members: { readonly [name: string]: Unset } = Object(unset);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const rule = Object.hasOwn(members, name) ? members[name] : members["*"];
      return rule !== undefined && rule === member ? [] : [[name, withoutUnset(member, rule)]];
    }),
  );
}
