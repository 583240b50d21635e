import type { Description } from "@sinch-fetch/description";
import type { DocumentedOperation } from "../descriptions/documented-apis.ts";
import { exampleRequest } from "./example-request.ts";

/** What `sinch-fetch` does the work of an operation with, given the ids of its path and the values of its query. */
const COMMANDS: Readonly<Record<string, (...values: readonly string[]) => string>> = {
  "conversation messages.send": () =>
    "sinch-fetch send --to +12025550143 --channel RCS,SMS --text 'Your bicycle is repaired and ready to collect.'",
  "batch messages.send": () => "sinch-fetch batch send people.csv --text 'Hello ${name}, your bicycle is ready.'",
  "batch messages.get": (batchId) => `sinch-fetch batch status ${batchId}`,
  "batch messages.findByMetadata": (key, value) => `sinch-fetch batch status --metadata ${key}=${value}`,
  "batch messages.cancel": (batchId) => `sinch-fetch batch cancel ${batchId}`,
  "templates templates.list": () => "sinch-fetch templates list",
  "templates templates.get": (templateId) => `sinch-fetch templates get ${templateId}`,
};

/** Writes an operation as a command of `sinch-fetch`, if there is one for it. */
export function commandLineSample(operation: DocumentedOperation, description: Description): string | undefined {
  const { path, query, body } = exampleRequest(operation, description);
  const ids = [...path.values(), ...query.values(), Object(body).batch_id].filter((value) => value !== undefined);
  return COMMANDS[`${operation.api} ${operation.name}`]?.(...ids.map(String));
}
