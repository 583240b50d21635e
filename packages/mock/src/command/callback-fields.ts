import { UsageError } from "./usage-error.ts";

type Node = Record<string, unknown> | unknown[];

/** Reads the value of a setting. */
export type ReadValue = (path: readonly string[], text: string, existing: object) => unknown;

/**
 * Sets fields of a callback.
 *
 * @param settings Each a path and a value with an equals sign between them, such as
 *   `message.contact_message.text_message.text=STOP`. A number in a path is a position in a list. Where a kind of content
 *   is set that excludes another, the other goes.
 * @param read Reads a value; it is given the path, the text and what is there so far.
 * @returns A copy.
 * @throws {UsageError} A setting has no equals sign, or its path leads through a text or a number.
 */
export function withFields(value: unknown, settings: readonly string[], read: ReadValue): object {
  const copy: unknown = structuredClone(value);
  if (!isNode(copy)) throw new UsageError("--file does not contain an object");
  for (const setting of settings) {
    const [path = "", ...rest] = setting.split("=");
    if (path === "" || rest.length === 0) throw new UsageError(`--set is "${setting}", expected a path, = and a value`);
    const names = path.split(".");
    set(copy, names, read(names, rest.join("="), copy), path);
  }
  return copy;
}

function set(node: Node, [name = "", ...rest]: readonly string[], value: unknown, path: string): void {
  const members: Record<string, unknown> = Array.isArray(node) ? (node as unknown[] & Record<string, unknown>) : node;
  if (rest.length === 0) {
    members[name] = value;
    return;
  }
  const isKind = name.endsWith("_message") && !Object.hasOwn(members, name);
  if (isKind) for (const other of Object.keys(members)) if (other.endsWith("_message")) delete members[other];
  const next = members[name] ?? {};
  if (!isNode(next)) throw new UsageError(`--set leads through ${name}, which is not an object: ${path}`);
  members[name] = next;
  set(next, rest, value, path);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
