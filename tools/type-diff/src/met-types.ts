import ts from "typescript";
import type { Side } from "./break.ts";

/** Types, and the sides on which they were met. */
export class MetTypes {
  readonly #sides = new Map<string, Set<Side>>();
  readonly #numbers = new Map<ts.Type, number>();

  /** Counts a type, and those that it is made of, as met on a side. */
  add(type: ts.Type, side: Side): void {
    const key = this.#keyOf(type);
    this.#sides.set(key, new Set([...(this.#sides.get(key) ?? []), side]));
    if (type.isIntersection()) for (const part of type.types) this.add(part, side);
    const generic = genericOf(type);
    if (generic !== undefined && generic !== type) this.add(generic, side);
  }

  sidesOf(type: ts.Type): ReadonlySet<Side> {
    return this.#sides.get(this.#keyOf(type)) ?? new Set();
  }

  /** To the compiler, a union by a name and the same one without are two types. */
  #keyOf(type: ts.Type): string {
    const parts = type.isUnion() ? type.types : [type];
    return parts
      .map((part) => this.#numberOf(part))
      .sort((a, b) => a - b)
      .join();
  }

  #numberOf(type: ts.Type): number {
    const number = this.#numbers.get(type) ?? this.#numbers.size;
    this.#numbers.set(type, number);
    return number;
  }
}

/** What a type with type arguments was declared as, such as `Page<Item>` of `Page<string>`. */
function genericOf(type: ts.Type): ts.Type | undefined {
  if (!(type.flags & ts.TypeFlags.Object)) return undefined;
  const isReference = (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference;
  return isReference ? (type as ts.TypeReference).target : undefined;
}
