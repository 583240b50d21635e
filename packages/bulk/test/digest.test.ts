import { expect, test, vi } from "vitest";
import { digestOf, stableJson } from "../src/input/digest.ts";

test("is the same with Node's own hash and with the Web's", async () => {
  const node = await digestOf("å");
  const builtin = vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined as never);
  const web = await digestOf("å");
  builtin.mockRestore();

  expect(node).toBe(web);
  expect(node).toMatch(/^[0-9a-f]{64}$/);
});

test("takes values as equal whose members are in another order, and lists as they are", () => {
  expect(stableJson({ b: [2, 1], a: { d: null, c: 1 } })).toBe('{"a":{"c":1,"d":null},"b":[2,1]}');
});
