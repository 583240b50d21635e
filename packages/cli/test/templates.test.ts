import { bearer } from "@sinch-fetch/auth";
import { createTemplatesClient } from "@sinch-fetch/templates";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let id: string;
beforeAll(async () => {
  stage = await openStage();
  const { templates } = createTemplatesClient({
    projectId: "a-project",
    auth: bearer("any"),
    baseUrl: stage.mock.templates,
  });
  ({ id } = await templates.create({
    description: "Table is ready",
    default_translation: "en-US",
    translations: [
      { language_code: "en-US", text_message: { text: "Hello ${name}, your table is ready." } },
      { language_code: "sv", text_message: { text: "Hej ${name}, ditt bord är klart." } },
    ],
  }));
});
afterAll(() => stage.close());

test("lists the templates of the project as a table, and as JSON lines", async () => {
  const table = await stage.run(["templates", "list"]);
  const json = await stage.run(["templates", "list", "--json"]);

  expect(table).toMatchObject({ code: 0, stderr: "" });
  expect(table.stdout.split("\n")[1]).toMatch(new RegExp(`^${id} +1 +en-US sv +Table is ready$`));
  expect(
    json.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).id),
  ).toEqual([id]);
});

test("shows a template in each language, once, with its parameters", async () => {
  const ended = await stage.run(["templates", "get", id]);

  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain("en-US (default)\n  Hello ${name}, your table is ready.\n  parameters: name\n");
  expect(ended.stdout.match(/ditt bord/g)).toHaveLength(1);
});

test("says that there is no such template", async () => {
  const ended = await stage.run(["templates", "get", "01JCTS8W3D6G1K5N9Q2T7VYBXE"]);

  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toContain("run sinch-fetch doctor");
});
