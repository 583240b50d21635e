/**
 * Puts changed things in place of those with the same id; new ones go to the end, or to the start if newest are first.
 *
 * @param changed What an event brought, oldest first.
 */
export function merged<T extends { readonly id: string }>(
  list: readonly T[],
  changed: readonly T[],
  order: "oldest-first" | "newest-first",
): T[] {
  const byId = new Map(changed.map((one) => [one.id, one]));
  const kept = list.map((one) => {
    const other = byId.get(one.id);
    byId.delete(one.id);
    return other ?? one;
  });
  const added = [...byId.values()];
  return order === "oldest-first" ? [...kept, ...added] : [...added.reverse(), ...kept];
}
