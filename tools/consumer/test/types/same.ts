type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/**
 * Compiles if two types are one and the same. Where a later release is held to these programs, the first must only be
 * assignable to the second: what a program is given comes first, what is taken from it second.
 */
export const same = <A, B>(..._different: Equal<A, B> extends true ? [] : [A, B]): void => {};
