import { describe, expect, test } from "vitest";
import { camelCase, pascalCase } from "../src/names.ts";

describe("camelCase", () => {
  test.each([
    ["conversation_id", "conversationId"],
    ["Project Settings", "projectSettings"],
    ["ListMessages", "listMessages"],
    ["Templates-V2", "templatesV2"],
    ["app", "app"],
    ["", ""],
  ])("writes %j as %j", (given, want) => {
    expect(camelCase(given)).toBe(want);
  });
});

test("pascalCase writes a capital first", () => {
  expect(pascalCase("Project Settings")).toBe("ProjectSettings");
});
