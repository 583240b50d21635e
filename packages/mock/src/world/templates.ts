import type { Template } from "./data.ts";
import type { JsonObject } from "./json.ts";
import { notFound, WorldProblem } from "./problem.ts";
import { keyOf } from "./store.ts";
import type { Call, Handler, World } from "./world.ts";

type Translation = JsonObject & { readonly language_code: string; readonly version?: string };

interface TemplateBody extends JsonObject {
  readonly id?: string;
  readonly version?: number;
  readonly default_translation: string;
  readonly translations: readonly Translation[];
}

/** The handlers of the Templates API. */
export const templateHandlers: Readonly<Record<string, Handler>> = {
  Templates_v2_ListTemplates: ({ store }, { projectId }) => ({
    templates: [...store.templates.values()].filter((one) => one.projectId === projectId).map(withCopies),
  }),
  Templates_v2_CreateTemplate(world, { projectId, body }) {
    const sent = body as TemplateBody;
    const id = sent.id ?? world.random.id(world.nowMs());
    if (world.store.templates.has(keyOf(projectId, id)))
      throw new WorldProblem(409, `there is a template ${id} already`);
    return put(world, projectId, id, sent, 1, timeOf(world)).fields;
  },
  Templates_v2_GetTemplate: (world, call) => withCopies(knownTemplate(world, call)),
  Templates_v2_UpdateTemplate(world, call) {
    const template = knownTemplate(world, call);
    const sent = call.body as TemplateBody;
    const { version, create_time: created } = template.fields;
    if (sent.id !== undefined && sent.id !== template.id)
      throw new WorldProblem(400, "id is not that of the path", "id");
    if (sent.version !== version)
      throw new WorldProblem(409, `version is ${sent.version}, the template has ${version}`);
    return put(world, call.projectId, template.id, sent, version + 1, String(created)).fields;
  },
  Templates_v2_DeleteTemplate(world, call) {
    world.store.templates.delete(keyOf(call.projectId, knownTemplate(world, call).id));
    return {};
  },
  Templates_v2_ListTranslations(world, call) {
    const language = call.query.get("language_code");
    const version = call.query.get("translation_version");
    const translations = translationsOf(knownTemplate(world, call)).filter(
      (one) =>
        (language === null || one.language_code === language) &&
        (version === null || version === "latest" || one.version === version),
    );
    return { translations };
  },
};

function put(world: World, projectId: string, id: string, sent: TemplateBody, version: number, createTime: string) {
  const { default_translation: language, translations } = sent;
  if (!translations.some((one) => one.language_code === language)) {
    throw new WorldProblem(400, `default_translation is ${language}, for which there is no translation`);
  }
  const times = { create_time: createTime, update_time: timeOf(world) };
  const defaults = { version: "1", variables: [], channel_template_overrides: {} };
  const fields = {
    description: "",
    ...sent,
    id,
    version,
    translations: translations.map((one) => ({ ...defaults, ...one, ...times })),
    ...times,
  };
  const template: Template = { id, projectId, fields };
  world.store.templates.set(keyOf(projectId, id), template);
  return template;
}

/** A template as it is read: each translation twice, once more under the version `latest`. */
function withCopies(template: Template): JsonObject {
  const translations = translationsOf(template).flatMap((one) => [one, { ...one, version: "latest" }]);
  return { ...template.fields, translations };
}

function translationsOf({ fields }: Template): readonly Translation[] {
  return Array.isArray(fields.translations) ? fields.translations : [];
}

function knownTemplate({ store }: World, { projectId, path }: Call): Template {
  const template = store.templates.get(keyOf(projectId, path.template_id ?? ""));
  if (template === undefined) throw notFound("template", path.template_id ?? "");
  return template;
}

function timeOf(world: World): string {
  return new Date(world.nowMs()).toISOString();
}
