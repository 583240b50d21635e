import { describe, expect, test } from "vitest";
import { outcomeOf, worse } from "../src/errors/outcome.ts";

describe("outcomeOf", () => {
  test.each([
    { status: 300, want: "rejected" },
    { status: 302, want: "rejected" },
    { status: 303, want: "unknown" },
    { status: 400, want: "rejected" },
    { status: 429, want: "rejected" },
    { status: 499, want: "rejected" },
    { status: 500, want: "unknown" },
    { status: 599, want: "unknown" },
  ])("takes a $status for $want", ({ status, want }) => {
    expect(outcomeOf(new Response(null, { status }))).toBe(want);
  });
});

describe("worse", () => {
  const order = ["not-sent", "rejected", "unknown"] as const;

  test.each(order.flatMap((one, i) => order.map((other, j) => ({ one, other, want: order[Math.max(i, j)] }))))(
    "takes $want of $one and $other",
    ({ one, other, want }) => {
      expect(worse(one, other)).toBe(want);
    },
  );
});
