import { mockUrls, sendRaw, watched } from "@sinch-fetch/contract";
import { describe, expect, test } from "vitest";
import { isApiError, type V2Template, type V2TemplateTranslation } from "../../src/index.ts";
import { clientOf, credentials } from "./clients.ts";

const client = clientOf(credentials.oAuth2);
const silent = clientOf({ ...credentials.oAuth2, authorize: () => expect.fail("a request was sent") });
const translation: V2TemplateTranslation = { language_code: "en-US", text_message: { text: "Hello ${name}" } };
const template: V2Template = { default_translation: "en-US", translations: [translation] };
const templates = (): string => `${mockUrls().api}/v2/projects/p/templates`;

describe("templates.create", () => {
  const accepted: [string, Partial<V2Template>][] = [
    ["without a version, which then is 1", {}],
    ["with a version", { version: 1 }],
    ["with an id of one's own", { id: "table-ready" }],
    ["in two languages", { translations: [translation, { ...translation, language_code: "sr-Latn" }] }],
    ["with a version of its translation, which is text", { translations: [{ ...translation, version: "autumn" }] }],
  ];
  test.each(accepted)("is accepted %s", async (_, change) => {
    await expect(client.templates.create({ ...template, ...change })).resolves.toHaveProperty("id");
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["no default translation", { default_translation: undefined }, "default_translation"],
    ["no translations", { translations: undefined }, "translations"],
    ["a version that is text", { version: "1" }, "version"],
    ["a version of its translation that is a number", { translations: [{ ...translation, version: 1 }] }, "version"],
    ["a translation without a language", { translations: [{ text_message: { text: "Hi" } }] }, "language_code"],
    ["a translation without content", { translations: [{ language_code: "en-US" }] }, "exactly one"],
    [
      "a translation with two kinds of content",
      {
        translations: [
          { ...translation, location_message: { title: "Here", coordinates: { latitude: 1, longitude: 1 } } },
        ],
      },
      "exactly one",
    ],
    ["a misspelt time", { created_time: "2026-11-12T15:20:00Z" }, "created_time"],
  ];
  test.each(refused)("is refused with %s", async (_, change, named) => {
    const answer = await sendRaw("POST", templates(), { ...template, ...change });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });

  test("refuses 11 choices in a translation before any request", async () => {
    const choices = Array.from({ length: 11 }, () => ({ text_message: { text: "Yes" } }));
    const translations = [translation, { language_code: "sv-SE", choice_message: { choices } }];

    await expect(silent.templates.create({ ...template, translations })).rejects.toThrow(
      new RangeError(
        "Templates_v2_CreateTemplate: translations[1].choice_message.choices has 11 items, expected at most 10",
      ),
    );
  });
});

describe("templates.update", () => {
  test("puts the whole template in the place of the stored one, and names its version", async () => {
    const { exchanges, credential } = watched(credentials.Basic);

    const updated = await clientOf(credential).templates.update("table/ready", { ...template, version: 3 });

    const [{ request } = expect.fail("nothing was sent")] = exchanges;
    expect(updated).toHaveProperty("version");
    expect(`${request.method} ${new URL(request.url).pathname}`).toBe(
      "PUT /v2/projects/project/templates/table%2Fready",
    );
    expect(JSON.parse(String(request.body))).toEqual({ ...template, version: 3 });
  });

  const refused: [string, Record<string, unknown>, string][] = [
    ["no version", {}, "version"],
    ["a version that is text", { version: "3" }, "version"],
    ["an id that is a number", { version: 3, id: 7 }, "id"],
    ["no translations", { version: 3, translations: undefined }, "translations"],
  ];
  test.each(refused)("is refused with %s", async (_, change, named) => {
    const answer = await sendRaw("PUT", `${templates()}/table-ready`, { ...template, ...change });

    expect(answer.status).toBe(400);
    expect(answer.body).toContain(named);
  });
});

describe("a template that was read", () => {
  test("goes back with its id, its times and its translations, changed by a spread", async () => {
    const prefer = { headers: { Prefer: "example=rich" } };
    const read = await client.templates.get("table-ready", {}, prefer);

    const answer = await sendRaw("PUT", `${templates()}/table-ready`, { ...read, description: "Book a table" });

    expect(read).toMatchObject({ id: expect.any(String), create_time: expect.any(String) });
    expect(answer).toMatchObject({ status: 200 });
  });
});

describe("templates.listTranslations", () => {
  test("asks for one language and one version", async () => {
    const { exchanges, credential } = watched(credentials.Basic);
    const list = clientOf(credential).templates.listTranslations("t", {
      language_code: "sr-Latn",
      translation_version: "latest & newest",
    });

    for await (const one of list) expect(one).toHaveProperty("language_code");

    expect(exchanges.map(({ request }) => new URL(request.url).search)).toEqual([
      "?language_code=sr-Latn&translation_version=latest%20%26%20newest",
    ]);
  });
});

describe("an answer of any other status", () => {
  test.each([400, 403, 404, 409, 429, 500, 503])("is an ApiError, with %d", async (code) => {
    const error: unknown = await client.templates
      .get("t", {}, { headers: { Prefer: `code=${code}` } })
      .catch((reason: unknown) => reason);

    if (!isApiError(error)) throw error;
    expect(error.status).toBe(code);
    expect(error.statusName).toMatch(/^[A-Z_]+$/);
    expect(error.outcome).toBe(code < 500 ? "rejected" : "unknown");
  });
});

test.each(["", ".", ".."])("no method sends a request for the id %j", async (id) => {
  await expect(silent.templates.get(id)).rejects.toThrow(TypeError);
  await expect(silent.templates.update(id, { ...template, version: 1 })).rejects.toThrow(TypeError);
  await expect(silent.templates.delete(id)).rejects.toThrow(TypeError);
});
