// What requests say of members that the service sets itself.

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A schema as requests have it: its properties with `readOnly: true` are gone, so that no type offers them, and their names
 * stand in `x-read-only`: whoever sends back what a response held may send them, and they are ignored.
 */
export function withoutReadOnly(node) {
  // Lists hold names and values, or alternatives.
  if (Array.isArray(node)) return node.some(isObject) ? node.map(withoutReadOnly) : node;
  if (!isObject(node)) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, child]) => [key, withoutReadOnly(child)]));
  if (!isObject(node.properties)) return copy;
  const names = Object.keys(node.properties).filter((name) => node.properties[name].readOnly === true);
  if (names.length === 0) return copy;
  for (const name of names) delete copy.properties[name];
  return { ...copy, "x-read-only": names };
}
