import { expect, test } from "vitest";
import { withFields } from "../src/command/callback-fields.ts";
import { UsageError } from "../src/command/usage-error.ts";

const asText = (_path: readonly string[], text: string) => text;

test("sets fields by their paths", () => {
  const given = { a: { b: 1, list: [{ c: "x" }] }, kept: true };

  expect(withFields(given, ["a.b=2", "a.list.0.c=STOP", "a.list.1.c=a=b", "new.er="], asText)).toEqual({
    a: { b: "2", list: [{ c: "STOP" }, { c: "a=b" }] },
    kept: true,
    new: { er: "" },
  });
  expect(given.a.b).toBe(1);
});

test("a kind of content that is set takes the place of another", () => {
  const given = { message: { contact_message: { media_message: { url: "u" }, reply_to: null } } };

  expect(withFields(given, ["message.contact_message.text_message.text=STOP"], asText)).toEqual({
    message: { contact_message: { text_message: { text: "STOP" }, reply_to: null } },
  });
});

test.each([
  ["a", '--set is "a", expected a path, = and a value'],
  ["=1", '--set is "=1", expected a path, = and a value'],
  ["a.b.c=1", "--set leads through b, which is not an object: a.b.c"],
])("refuses %j", (setting, message) => {
  expect(() => withFields({ a: { b: "text" } }, [setting], asText)).toThrow(new UsageError(message));
});
