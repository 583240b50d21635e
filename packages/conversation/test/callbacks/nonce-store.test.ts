import { expect, test } from "vitest";
import { memoryNonceStore } from "../../src/callbacks/nonce-store.ts";

test("has what was added, and says whether it was new", () => {
  const store = memoryNonceStore({ now: () => 1000 });

  expect(store.has("a")).toBe(false);
  expect(store.add("a", 2000)).toBe(true);
  expect(store.has("a")).toBe(true);
  expect(store.add("a", 2000)).toBe(false);
  expect(store.has("b")).toBe(false);
});

test("forgets what was deleted", () => {
  const store = memoryNonceStore({ now: () => 1000 });
  store.add("a", 2000);
  store.add("b", 2000);

  store.delete("a");

  expect(["a", "b"].filter((nonce) => store.has(nonce))).toEqual(["b"]);
  expect(store.add("a", 2000)).toBe(true);
});

test("forgets a nonce after its end and not before", () => {
  let now = 1000;
  const store = memoryNonceStore({ now: () => now });
  store.add("a", 2000);

  now = 2000;
  expect(store.has("a")).toBe(true);

  now = 2001;
  expect(store.has("a")).toBe(false);
  expect(store.add("a", 3000)).toBe(true);
  expect(store.has("a")).toBe(true);
});

test("keeps a nonce without an end", () => {
  const store = memoryNonceStore();

  store.add("a", Number.POSITIVE_INFINITY);

  expect(store.has("a")).toBe(true);
});

test("forgets the oldest when it is full", () => {
  const store = memoryNonceStore({ maxNonces: 2, now: () => 1000 });

  for (const nonce of ["a", "b", "c"]) store.add(nonce, 2000);

  expect(["a", "b", "c"].filter((nonce) => store.has(nonce))).toEqual(["b", "c"]);
});

test("makes room by what has ended before it forgets what has not", () => {
  let now = 1000;
  const store = memoryNonceStore({ maxNonces: 2, now: () => now });
  store.add("ended", 1500);
  store.add("a", 3000);

  now = 2000;
  store.add("b", 3000);

  expect(["a", "b"].filter((nonce) => store.has(nonce))).toEqual(["a", "b"]);
});

test.each([0, -1, Number.NaN])("refuses to hold %s nonces", (maxNonces) => {
  expect(() => memoryNonceStore({ maxNonces })).toThrow(
    new RangeError(`memoryNonceStore: maxNonces is ${maxNonces}, expected a number from 1`),
  );
});
