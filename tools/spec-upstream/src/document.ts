import { isNode, membersOf, type Node } from "./node.ts";
import { shown } from "./shown.ts";
import { UnusableInput } from "./unusable-input.ts";

/** References that lead to references; more of them are a circle. */
const MAX_HOPS = 50;

/** A parsed OpenAPI description. */
export interface Document {
  readonly root: Node;
  /** Whether it is of a version before 3.1, which cannot limit the keys of a map. */
  readonly before31: boolean;
  /**
   * The value that a reference names, one step only.
   *
   * @throws {UnusableInput} It leads nowhere, or out of the document.
   */
  target(reference: string): Node;
  /** Follows references until there is none; what stands beside them is left behind. */
  resolve(value: unknown): Node;
}

/**
 * Takes a parsed file as a description.
 *
 * @param name Its file name, in errors and in references to itself.
 * @throws {UnusableInput} It is not OpenAPI 3.0 or 3.1.
 */
export function documentOf(parsed: unknown, name: string): Document {
  const root = membersOf(parsed);
  const { openapi } = root;
  if (openapi === undefined && root.swagger === undefined) {
    throw new UnusableInput(`${name} is not an OpenAPI description: it has no member "openapi"`);
  }
  const version = String(openapi ?? root.swagger);
  if (!/^3\.[01](\.|$)/.test(version)) {
    throw new UnusableInput(`${name} is OpenAPI ${shown(version)}; 3.0 and 3.1 can be compared`);
  }
  if (!isNode(root.paths) && !isNode(root.webhooks)) throw new UnusableInput(`${name} describes no paths`);

  const target = (reference: string): Node => {
    const [file = "", pointer = ""] = reference.split("#", 2);
    if (file !== "" && file.replace(/^\.\//, "") !== name) {
      throw new UnusableInput(`${name} refers to another file, ${shown(file)}: bundle it into one file first`);
    }
    const found = pointer
      .split("/")
      .slice(1)
      .map(keyOf)
      .reduce<unknown>((at, key) => memberOf(at, key), root);
    if (!isNode(found)) throw new UnusableInput(`${name}: the reference ${shown(reference)} leads nowhere`);
    return found;
  };
  const resolve = (value: unknown): Node => {
    let node = membersOf(value);
    for (let hops = 0; typeof node.$ref === "string"; hops++) {
      if (hops === MAX_HOPS) throw new UnusableInput(`${name}: the reference ${shown(node.$ref)} leads in a circle`);
      node = target(node.$ref);
    }
    return node;
  };
  return { root, before31: version.startsWith("3.0"), target, resolve };
}

/** A key of a JSON pointer in a fragment. */
function keyOf(segment: string): string {
  return decoded(segment).replaceAll("~1", "/").replaceAll("~0", "~");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign stands for itself.
    return segment;
  }
}

function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isNode(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
