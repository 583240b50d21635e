import { describe, expect, test } from "vitest";
import { type Bounds, checkBounds } from "../src/bounds.ts";

const list = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe("checkBounds", () => {
  test.each<{ rule: string; bounds: Bounds; value: unknown }>([
    { rule: "a list of the fewest items", bounds: { fields: { to: { min: 1, max: 3 } } }, value: { to: list(1) } },
    { rule: "a list of the most items", bounds: { fields: { to: { min: 1, max: 3 } } }, value: { to: list(3) } },
    { rule: "an empty list without a minimum", bounds: { fields: { to: { max: 3 } } }, value: { to: [] } },
    { rule: "a long list without a maximum", bounds: { fields: { to: { min: 1 } } }, value: { to: list(5000) } },
    { rule: "a missing list", bounds: { fields: { to: { min: 1 } } }, value: {} },
    { rule: "null for a list", bounds: { fields: { to: { min: 1 } } }, value: { to: null } },
    { rule: "a text for a list", bounds: { fields: { to: { min: 1 } } }, value: { to: "" } },
    { rule: "fields without bounds", bounds: { fields: {} }, value: { other: list(5000) } },
    { rule: "an empty map", bounds: { values: { max: 1 } }, value: {} },
    {
      rule: "items that are each within bounds",
      bounds: { fields: { cards: { max: 2, items: { fields: { choices: { max: 1 } } } } } },
      value: { cards: [{ choices: [1] }, { choices: [] }] },
    },
    { rule: "no body", bounds: { fields: { to: { min: 1 } } }, value: undefined },
  ])("accepts $rule", ({ bounds, value }) => {
    expect(() => checkBounds(value, bounds, "send")).not.toThrow();
  });

  test.each<{ rule: string; bounds: Bounds; value: unknown; want: string }>([
    {
      rule: "too few items",
      bounds: { fields: { to: { min: 1, max: 3 } } },
      value: { to: [] },
      want: "send: to has 0 items, expected 1 to 3",
    },
    {
      rule: "too many items",
      bounds: { fields: { to: { min: 1, max: 3 } } },
      value: { to: list(4) },
      want: "send: to has 4 items, expected 1 to 3",
    },
    {
      rule: "too few items, with a minimum only",
      bounds: { fields: { to: { min: 2 } } },
      value: { to: list(1) },
      want: "send: to has 1 items, expected at least 2",
    },
    {
      rule: "too many items, with a maximum only",
      bounds: { fields: { to: { max: 2 } } },
      value: { to: list(3) },
      want: "send: to has 3 items, expected at most 2",
    },
    {
      rule: "a nested list",
      bounds: { fields: { message: { fields: { card: { fields: { choices: { max: 1 } } } } } } },
      value: { message: { card: { choices: list(2) } } },
      want: "send: message.card.choices has 2 items, expected at most 1",
    },
    {
      rule: "a list in an item of a list",
      bounds: { fields: { cards: { items: { fields: { choices: { max: 1 } } } } } },
      value: { cards: [{ choices: [] }, { choices: list(2) }] },
      want: "send: cards[1].choices has 2 items, expected at most 1",
    },
    {
      rule: "a list of lists",
      bounds: { fields: { rows: { items: { min: 1 } } } },
      value: { rows: [list(1), []] },
      want: "send: rows[1] has 0 items, expected at least 1",
    },
    {
      rule: "a list in a map",
      bounds: { fields: { parameters: { values: { max: 1 } } } },
      value: { parameters: { en: list(1), de: list(2) } },
      want: "send: parameters.de has 2 items, expected at most 1",
    },
    {
      rule: "a map at the top",
      bounds: { values: { max: 1 } },
      value: { de: list(2) },
      want: "send: de has 2 items, expected at most 1",
    },
  ])("refuses $rule", ({ bounds, value, want }) => {
    expect(() => checkBounds(value, bounds, "send")).toThrow(new RangeError(want));
  });
});
