import { describe, expect, test } from "vitest";
import { type Bounds, checkBounds } from "../src/call/bounds.ts";

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
    { rule: "texts and numbers in a map", bounds: { values: { max: 1 } }, value: { en: "text", de: 5, fr: null } },
    { rule: "no object that may be left out", bounds: { fields: { to: { required: ["id"] } } }, value: {} },
    { rule: "null for such an object", bounds: { fields: { to: { required: ["id"] } } }, value: { to: null } },
    { rule: "one sign of two units", bounds: { fields: { sign: { pattern: "^.$" } } }, value: { sign: "🙂" } },
    { rule: "no body", bounds: { fields: { to: { min: 1 } } }, value: undefined },
    { rule: "a text of the most characters", bounds: { fields: { note: { maxLength: 3 } } }, value: { note: "ab🙂" } },
    { rule: "a number at its limits", bounds: { values: { minimum: 1, maximum: 2 } }, value: { a: 1, b: 2 } },
    { rule: "a text that matches", bounds: { values: { pattern: "^[0-9]+s$", expected: "" } }, value: { ttl: "10s" } },
    { rule: "true for a number", bounds: { values: { minimum: 2 } }, value: { a: true } },
    { rule: "all that is required", bounds: { required: ["id"] }, value: { id: null, other: 1 } },
    { rule: "what is known", bounds: { known: ["id", "note"] }, value: { id: 1 } },
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
      rule: "a list in an item of the body, which is a list itself",
      bounds: { items: { fields: { choices: { max: 1 } } } },
      value: [{ choices: list(2) }],
      want: "send: [0].choices has 2 items, expected at most 1",
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
    {
      rule: "a text that is too long",
      bounds: { fields: { message_metadata: { maxLength: 1024 } } },
      value: { message_metadata: "x".repeat(1025) },
      want: "send: message_metadata has 1025 characters, expected at most 1024",
    },
    {
      rule: "a number that is too small",
      bounds: { fields: { page_size: { minimum: 1, maximum: 20 } } },
      value: { page_size: 0 },
      want: "send: page_size is out of range, expected 1 to 20",
    },
    {
      rule: "a number that is too great",
      bounds: { fields: { page_size: { minimum: 0, maximum: 20 } } },
      value: { page_size: 21 },
      want: "send: page_size is out of range, expected 0 to 20",
    },
    {
      rule: "a text of another form",
      bounds: { fields: { ttl: { pattern: "^([3-9]|[1-9][0-9]+)s$", expected: '3 seconds or more, such as "10s"' } } },
      value: { ttl: "2s" },
      want: 'send: ttl is malformed, expected 3 seconds or more, such as "10s"',
    },
  ])("refuses $rule", ({ bounds, value, want }) => {
    expect(() => checkBounds(value, bounds, "send")).toThrow(new RangeError(want));
  });

  test.each<{ rule: string; bounds: Bounds; value: unknown; want: string }>([
    { rule: "a missing member", bounds: { required: ["id"] }, value: {}, want: "cancel: id is missing" },
    {
      rule: "undefined for a member",
      bounds: { required: ["id"] },
      value: { id: undefined },
      want: "cancel: id is missing",
    },
    {
      rule: "a misspelt member",
      bounds: { required: ["id"], known: ["id", "note"] },
      value: { di: "1" },
      want: "cancel: di is unknown, expected id or note",
    },
    {
      rule: "no body",
      bounds: { required: ["id"] },
      value: undefined,
      want: "cancel: body is undefined, expected an object",
    },
    { rule: "null", bounds: { required: ["id"] }, value: null, want: "cancel: body is null, expected an object" },
    {
      rule: "a list",
      bounds: { required: ["id"] },
      value: ["1"],
      want: "cancel: body is an array, expected an object",
    },
  ])("refuses $rule", ({ bounds, value, want }) => {
    expect(() => checkBounds(value, bounds, "cancel")).toThrow(new TypeError(want));
  });
});
