import { BrokenDescription } from "./broken-description.ts";
import { isNode, membersOf, type Node } from "./node.ts";
import { pointedAt } from "./pointer.ts";
import { shown } from "./shown.ts";

/** References that lead to references; more of them are a circle. */
const MAX_HOPS = 50;

/** A parsed OpenAPI description in one file, of which nothing is known: the vendor's is read as it comes. */
export interface Document {
  readonly root: Node;
  /** Whether its version is before 3.1, which cannot limit the keys of a map. */
  readonly before31: boolean;
  /**
   * Returns the value that a reference names, one step only.
   *
   * @throws {BrokenDescription} It leads nowhere, or out of the document.
   */
  target(reference: string): Node;
  /** Follows references until there is none; what stands beside them is left behind. */
  resolve(value: unknown): Node;
}

/**
 * Takes a parsed file as a description.
 *
 * @param name Its file name, in errors and in references to itself.
 * @throws {BrokenDescription} It is not OpenAPI 3.0 or 3.1.
 */
export function documentOf(parsed: unknown, name: string): Document {
  const root = membersOf(parsed);
  const { openapi } = root;
  if (openapi === undefined && root.swagger === undefined) {
    throw new BrokenDescription(`${name} is not an OpenAPI description: it has no member "openapi"`);
  }
  const version = String(openapi ?? root.swagger);
  if (!/^3\.[01](\.|$)/.test(version)) {
    throw new BrokenDescription(`${name} is OpenAPI ${shown(version)}; 3.0 and 3.1 can be compared`);
  }
  if (!isNode(root.paths) && !isNode(root.webhooks)) throw new BrokenDescription(`${name} describes no paths`);

  const target = (reference: string): Node => {
    const [file = "", pointer = ""] = reference.split("#", 2);
    if (file !== "" && file.replace(/^\.\//, "") !== name) {
      throw new BrokenDescription(`${name} refers to another file, ${shown(file)}: bundle it into one file first`);
    }
    const found = pointedAt(root, pointer);
    if (!isNode(found)) throw new BrokenDescription(`${name}: the reference ${shown(reference)} leads nowhere`);
    return found;
  };
  const resolve = (value: unknown): Node => {
    let node = membersOf(value);
    for (let hops = 0; typeof node.$ref === "string"; hops++) {
      if (hops === MAX_HOPS)
        throw new BrokenDescription(`${name}: the reference ${shown(node.$ref)} leads in a circle`);
      node = target(node.$ref);
    }
    return node;
  };
  return { root, before31: version.startsWith("3.0"), target, resolve };
}
