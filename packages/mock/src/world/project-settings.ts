import { isObject, mergePatch } from "./json.ts";
import type { Handler } from "./world.ts";

/** What a project has that never set anything, a reading of ours. */
const DEFAULTS = { contact_settings: { unified_contact_id_enabled: false } };

/** The handlers of the operations on the settings of a project. A second creation replaces the first. */
export const settingsHandlers: Readonly<Record<string, Handler>> = {
  ProjectSettings_GetSettings: ({ store }, { projectId }) => ({
    project_id: projectId,
    settings: store.settings.get(projectId)?.fields ?? DEFAULTS,
  }),
  ProjectSettings_CreateSettings({ store }, { projectId, body }) {
    const fields = mergePatch(DEFAULTS, isObject(body) ? body : {});
    store.settings.set(projectId, { projectId, fields });
    return { project_id: projectId, settings: fields };
  },
  ProjectSettings_UpdateSettings({ store }, { projectId, body }) {
    const fields = mergePatch(store.settings.get(projectId)?.fields ?? DEFAULTS, isObject(body) ? body : {});
    store.settings.set(projectId, { projectId, fields });
    return { project_id: projectId, settings: fields };
  },
  ProjectSettings_DeleteSettings({ store }, { projectId }) {
    store.settings.delete(projectId);
    return {};
  },
};
