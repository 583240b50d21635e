import { BrokenDescription, type Description, operationsOf } from "@sinch-fetch/description";
import { docComment } from "./docs.ts";

/** The payloads of callbacks by trigger, and the property by which each is recognised; nothing without callbacks. */
export function generateCallbacks(description: Description): string | undefined {
  const callbacks = operationsOf({ ...description, paths: description.webhooks ?? {} });
  if (callbacks.length === 0) return undefined;
  const payloads = callbacks.map(({ path: trigger, object, body }) => {
    const { operationId, "x-payload-property": property } = object;
    const schema = body?.content?.["application/json"]?.schema?.$ref?.split("/").at(-1);
    if (property === undefined) throw new BrokenDescription("x-payload-property is missing", operationId);
    if (schema === undefined) throw new BrokenDescription("its payload is not a schema with a name", operationId);
    const docs = docComment([object.summary && `${object.summary}.`, object.description], 2);
    return { trigger, operationId, property, schema, docs };
  });
  for (const [index, { property, operationId }] of payloads.entries()) {
    const other = payloads.slice(0, index).find((earlier) => earlier.property === property);
    if (other) {
      throw new BrokenDescription(`x-payload-property ${property} is that of ${other.operationId} too`, operationId);
    }
  }
  const schemas = [...new Set(payloads.map(({ schema }) => schema))].sort();
  return [
    `import type { ${schemas.join(", ")} } from "./schemas.gen.ts";\n`,
    "/** The payloads of callbacks, by trigger. */\nexport interface CallbackPayloads {\n" +
      `${payloads.map(({ docs, trigger, schema }) => `${docs}  ${trigger}: ${schema};\n`).join("\n")}}\n`,
    "/** The trigger of a payload, by the property that only its payload has. */\n" +
      "export const triggers: Readonly<Record<string, keyof CallbackPayloads>> = " +
      `${JSON.stringify(Object.fromEntries(payloads.map(({ property, trigger }) => [property, trigger])))};\n`,
  ].join("\n");
}

/** The triggers of an API's callbacks, for the mock, which sends them. `undefined` for an API without callbacks. */
export function generateTriggers({ webhooks = {} }: Description): string | undefined {
  const names = Object.keys(webhooks).map((trigger) => JSON.stringify(trigger));
  if (names.length === 0) return undefined;
  return [
    "/** What a callback can be about. */\nexport type CallbackTrigger =\n" +
      `${names.map((name) => `  | ${name}`).join("\n")};\n`,
    "/** Everything that a callback can be about. */\nexport const callbackTriggers: readonly CallbackTrigger[] = [\n" +
      `${names.map((name) => `  ${name},\n`).join("")}];\n`,
  ].join("\n");
}
