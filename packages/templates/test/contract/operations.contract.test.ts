import { contractSuite } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

await contractSuite({
  api: "templates",
  client: clientOf,
  credentials,
  calls: {
    Templates_v2_CreateTemplate: (client, { body }, options) => client.templates.create(body, options),
    Templates_v2_GetTemplate: (client, { path: [id = ""], query }, options) => client.templates.get(id, query, options),
    Templates_v2_ListTemplates: (client, { query }, options) => client.templates.list(query, options),
    Templates_v2_UpdateTemplate: (client, { path: [id = ""], body }, options) =>
      client.templates.update(id, body, options),
    Templates_v2_DeleteTemplate: (client, { path: [id = ""], query }, options) =>
      client.templates.delete(id, query, options),
    Templates_v2_ListTranslations: (client, { path: [id = ""], query }, options) =>
      client.templates.listTranslations(id, query, options),
  },
  carriers: {
    V2TemplateTranslation: (client, translation) =>
      client.templates.create({ default_translation: translation.language_code, translations: [translation] }),
  },
});
