import { contractSuite } from "@sinch-fetch/contract";
import { clientOf, credentials } from "./clients.ts";

await contractSuite({
  api: "templates",
  client: clientOf,
  credentials,
  carriers: {
    V2TemplateTranslation: (client, translation) =>
      client.templates.create({ default_translation: translation.language_code, translations: [translation] }),
  },
});
