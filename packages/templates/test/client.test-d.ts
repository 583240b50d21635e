import { basic, bearer, oauth2 } from "@sinch-fetch/auth";
import type { CallOptions, Paged } from "@sinch-fetch/http";
import { describe, expectTypeOf, test } from "vitest";
import {
  createTemplatesClient,
  isApiError,
  type TemplatesClient,
  type V2ListTemplatesResponse,
  type V2ListTranslationsResponse,
  type V2Template,
  type V2TemplateResponse,
  type V2TemplateTranslation,
  type V2TemplateUpdate,
} from "../src/index.ts";

declare const client: TemplatesClient;
type NoQuery = Readonly<Record<string, never>> | undefined;
type Options = CallOptions | undefined;

const translation: V2TemplateTranslation = { language_code: "en-US", text_message: { text: "hi" } };
const template: V2Template = { default_translation: "en-US", translations: [translation] };

describe("createTemplatesClient", () => {
  test("takes either documented scheme", () => {
    createTemplatesClient({ projectId: "p", auth: basic({ keyId: "k", keySecret: "s" }) });
    createTemplatesClient({ projectId: "p", auth: bearer("t"), region: "br" });
    createTemplatesClient({ projectId: "p", auth: oauth2({ keyId: "k", keySecret: "s" }) });
  });

  test("refuses a missing or misspelt option and a wrong region", () => {
    const auth = bearer("t");

    // @ts-expect-error projectId is missing
    createTemplatesClient({ auth });
    // @ts-expect-error there is no region uk
    createTemplatesClient({ projectId: "p", auth, region: "uk" });
    // @ts-expect-error the option is called timeoutMs
    createTemplatesClient({ projectId: "p", auth, timeout: 1 });
  });
});

describe("templates", () => {
  test("has its methods, each with its arguments in order", () => {
    const { templates } = client;

    expectTypeOf<"create" | "get" | "list" | "update" | "delete" | "listTranslations">().toExtend<
      keyof typeof templates
    >();
    expectTypeOf(templates.create).parameters.toEqualTypeOf<[body: V2Template, options?: Options]>();
    expectTypeOf(templates.get).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(templates.list).parameters.toEqualTypeOf<[query?: NoQuery, options?: Options]>();
    expectTypeOf(templates.update).parameters.toEqualTypeOf<[id: string, body: V2TemplateUpdate, options?: Options]>();
    expectTypeOf(templates.delete).parameters.toEqualTypeOf<[id: string, query?: NoQuery, options?: Options]>();
    expectTypeOf(templates.listTranslations).parameters.toEqualTypeOf<
      [
        id: string,
        query?: { language_code?: string | undefined; translation_version?: string | undefined } | undefined,
        options?: Options,
      ]
    >();
  });

  test("returns templates, lists of them, or nothing", () => {
    const { templates } = client;

    expectTypeOf(templates.create).returns.resolves.toEqualTypeOf<V2TemplateResponse>();
    expectTypeOf(templates.get).returns.resolves.toEqualTypeOf<V2TemplateResponse>();
    expectTypeOf(templates.update).returns.resolves.toEqualTypeOf<V2TemplateResponse>();
    expectTypeOf(templates.delete).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(templates.list).returns.toEqualTypeOf<Paged<V2TemplateResponse, V2ListTemplatesResponse>>();
    expectTypeOf(templates.listTranslations).returns.toEqualTypeOf<
      Paged<NonNullable<V2ListTranslationsResponse["translations"]>[number], V2ListTranslationsResponse>
    >();
  });

  test("needs a version in an update, and in no other place", () => {
    client.templates.create(template);
    client.templates.update("t", { ...template, version: 1 });
    // @ts-expect-error version is missing
    client.templates.update("t", template);
    // @ts-expect-error the version of a template is a number
    client.templates.create({ ...template, version: "1" });
    // @ts-expect-error the version of a translation is text
    client.templates.create({ ...template, translations: [{ ...translation, version: 1 }] });
  });

  test("refuses two kinds of content in a translation, none, and a field that does not exist", () => {
    const media_message = { url: "https://example.com/a.png" };

    // @ts-expect-error two kinds at once
    const two: V2TemplateTranslation = { language_code: "en-US", text_message: { text: "hi" }, media_message };
    // @ts-expect-error no kind
    const none: V2TemplateTranslation = { language_code: "en-US" };
    // @ts-expect-error there is no such field
    const unknown: V2TemplateTranslation = { language_code: "en-US", text_message: { text: "hi" }, title: "x" };
    // @ts-expect-error the service makes the times
    client.templates.update("t", { default_translation: "en-US", translations: [], version: 1, create_time: "t" });

    expectTypeOf([two, none, unknown]).toEqualTypeOf<V2TemplateTranslation[]>();
  });
});

test("the wire level is typed by path, without the project", async () => {
  const { data } = await client.GET("/templates/{template_id}", { params: { path: { template_id: "t" } } });

  expectTypeOf(data?.version).toEqualTypeOf<number | undefined>();
  // @ts-expect-error the path needs its id
  client.GET("/templates/{template_id}", {});
});

test("an error is narrowed by its guard", () => {
  const error: unknown = undefined;

  if (isApiError(error)) expectTypeOf(error.status).toEqualTypeOf<number>();
});

test("withOptions gives a client of the same type, with any option but the project", () => {
  expectTypeOf(client.withOptions).returns.toEqualTypeOf<TemplatesClient>();
  client.withOptions({ region: "eu", timeoutMs: undefined, auth: bearer("t") }).withOptions({ retry: false });
  // @ts-expect-error a client keeps its project
  client.withOptions({ projectId: "p" });
  // @ts-expect-error the option is called timeoutMs
  client.withOptions({ timeout: 1 });
});
