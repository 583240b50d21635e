import ts from "typescript";
import { type Break, breakOf, distinct, type Side } from "./break.ts";
import { isLeaf, leafBreaks } from "./leaves.ts";
import { indexBreaks, propertyBreaks } from "./members.ts";
import { MetTypes } from "./met-types.ts";
import { outsideBreaks } from "./outside.ts";
import { signatureBreaks } from "./signatures.ts";
import { unionBreaks } from "./unions.ts";

/** Types that go with others that are not like them; nobody looks at what stands for `void`. */
const OPEN = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Void;

/** How often a declaration is looked at within itself, each time with other type arguments. */
const DEEPEST = 5;

/**
 * Compares types of two releases by what users do with them.
 *
 * The compiler's own assignability is not enough for this: to it, a property that is gone is one that need not be
 * there, the parameters of methods may vary either way, and a class with private members is never another one.
 */
export class Relation {
  readonly checker: ts.TypeChecker;
  readonly #found = new Map<ts.Type, Map<ts.Type, Map<Side, readonly Break[]>>>();
  readonly #met = new MetTypes();
  #isFollowing = true;
  readonly #parameters = new Map<ts.Type, ts.Type>();
  readonly #within = new Map<ts.Symbol, number>();

  constructor(checker: ts.TypeChecker) {
    this.checker = checker;
  }

  /** The sides on which a type of the old release was met, until that was settled. */
  sidesOf(old: ts.Type): ReadonlySet<Side> {
    return this.#met.sidesOf(old);
  }

  /** From here on, types are compared on sides that no value may have led to. */
  settleSides(): void {
    this.#isFollowing = false;
  }

  /** Takes the type parameters of two declarations for each other, in their order. */
  pair(old: readonly ts.Type[], now: readonly ts.Type[]): void {
    for (const [index, parameter] of now.entries()) {
      const before = old[index];
      if (before !== undefined) this.#parameters.set(before, parameter);
    }
  }

  /** How a type breaks users of the one that it takes the place of. A recursive type is followed once. */
  breaks(old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
    if (this.#isFollowing) this.#met.add(old, side);
    if (old === now) return [];
    const byNow = this.#found.get(old) ?? new Map<ts.Type, Map<Side, readonly Break[]>>();
    const bySide = byNow.get(now) ?? new Map<Side, readonly Break[]>();
    this.#found.set(old, byNow.set(now, bySide));
    const known = bySide.get(side);
    if (known !== undefined) return known;
    // Whoever comes here again while this is being found out follows a circle.
    bySide.set(side, []);
    const found = this.#once(old.symbol, () => distinct(this.#breaks(old, now, side)));
    bySide.set(side, found);
    return found;
  }

  /** A generic type can hold itself with ever new type arguments. */
  #once(symbol: ts.Symbol | undefined, compare: () => readonly Break[]): readonly Break[] {
    if (symbol === undefined) return compare();
    const depth = this.#within.get(symbol) ?? 0;
    if (depth === DEEPEST) return [];
    this.#within.set(symbol, depth + 1);
    const found = compare();
    this.#within.set(symbol, depth);
    return found;
  }

  #breaks(old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
    if ((old.flags | now.flags) & OPEN) return this.#openBreaks(old, now, side);
    if (isGeneric(old) || isGeneric(now)) return this.#genericBreaks(old, now);
    if (old.isUnion() || now.isUnion()) return unionBreaks(this, old, now, side);
    if (isLeaf(old) || isLeaf(now)) return leafBreaks(this, old, now, side);
    return (
      outsideBreaks(this, old, now, side) ?? [
        ...propertyBreaks(this, old, now, side),
        ...indexBreaks(this, old, now, side),
        ...signatureBreaks(this, old, now, side),
      ]
    );
  }

  /** `any` goes with everything. What was given as `unknown` may become anything, and anything may be taken as it. */
  #openBreaks(old: ts.Type, now: ts.Type, side: Side): readonly Break[] {
    const { flags } = side === "given" ? old : now;
    const free = now.flags & ts.TypeFlags.Any || flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Void);
    return free ? [] : leafBreaks(this, old, now, side);
  }

  /** What depends on type parameters is the same if it reads the same. */
  #genericBreaks(old: ts.Type, now: ts.Type): readonly Break[] {
    if (this.#parameters.get(old) === now) return [];
    const [before, after] = [this.checker.typeToString(old), this.checker.typeToString(now)];
    return before === after ? [] : breakOf(`is ${after}, was ${before}`);
  }
}

/** Whether a type depends on type parameters that no one has filled in yet. */
function isGeneric(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.some(isGeneric);
  const patterns = ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping;
  return (type.flags & ts.TypeFlags.Instantiable & ~patterns) !== 0;
}
