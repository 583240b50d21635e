/**
 * Takes the place of vitest where the type tests of a release are compiled against a later one, which may give more and
 * take more than they say.
 */

/** Arguments that a call must have, and has not, unless `From` is assignable to `To`. */
type Fits<From, To> = [From] extends [To] ? [] : [expected: To, actual: From];

/** What is not promised: that something stays refused. */
interface Refused {
  toExtend<_Expected>(): void;
  toEqualTypeOf<_Expected>(): void;
}

/** What a program is given: it may be narrower than it was. */
interface Given<Actual> {
  readonly not: Refused;
  readonly returns: Given<Actual extends (...args: never) => infer Result ? Result : never>;
  readonly resolves: Given<Awaited<Actual>>;
  readonly parameters: Taken<Actual extends (...args: infer Arguments) => unknown ? Arguments : never>;
  parameter<At extends number>(
    at: At,
  ): Taken<Actual extends (...args: infer Arguments) => unknown ? Arguments[At] : never>;
  toHaveProperty<Key extends keyof Actual>(key: Key): Given<Actual[Key]>;
  toEqualTypeOf<Expected>(...unfit: Fits<Actual, Expected>): void;
  toExtend<Expected>(...unfit: Fits<Actual, Expected>): void;
  toBeCallableWith(...args: Actual extends (...args: infer Arguments) => unknown ? Arguments : never): void;
  toBeNever(...unfit: Fits<Actual, never>): void;
  toBeString(...unfit: Fits<Actual, string>): void;
  toBeObject(...unfit: Fits<Actual, object>): void;
  toBeUnknown(): void;
}

/** What a program hands over: it may be wider than it was. */
interface Taken<Actual> {
  toEqualTypeOf<Expected>(...unfit: Fits<Expected, Actual>): void;
  toHaveProperty<Key extends keyof Actual>(key: Key): Taken<Actual[Key]>;
}

/** A type by itself, which is given, taken or both. */
interface Named<Actual> extends Omit<Given<Actual>, "toEqualTypeOf"> {
  toEqualTypeOf<Expected>(...unfit: Fits<Actual, Expected> extends [] ? [] : Fits<Expected, Actual>): void;
}

export declare function expectTypeOf<Actual>(value: Actual): Given<Actual>;
export declare function expectTypeOf<Actual>(): Named<Actual>;
export declare function assertType<Expected>(value: Expected): void;
export declare function describe(title: string, body: () => void): void;
export declare function test(title: string, body: (...context: never[]) => unknown): void;
