import { pointed } from "../description/pointed.ts";
import { isSchema, type Schema, schemasAt } from "../description/schema-at.ts";
import { type DescriptionFile, readDescription } from "../description-file.ts";

let reading: Promise<DescriptionFile> | undefined;

/** Reads the description that callbacks are in, once in a process. */
export function callbackDescription(): Promise<DescriptionFile> {
  reading ??= readDescription("conversation");
  // What could not be read may be there the next time.
  reading.catch(() => {
    reading = undefined;
  });
  return reading;
}

/** What a description says of the value at a path of a callback; an empty list if it has no such path. */
export type Described = (path: readonly string[]) => readonly Schema[];

/** Reads what the description says of the callbacks of a trigger. */
export async function describedCallback(trigger: string): Promise<Described> {
  const description = await callbackDescription();
  const schema = description.webhooks?.[trigger]?.post.requestBody.content["application/json"]?.schema;
  const follow = (one: Schema): Schema => {
    const { $ref, ...rest } = one;
    const target = typeof $ref === "string" ? pointed(description, $ref) : undefined;
    return isSchema(target) ? { ...follow(target), ...rest } : one;
  };
  return (path) => schemasAt(schema, path, follow);
}
