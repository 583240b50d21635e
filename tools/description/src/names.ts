import { BrokenDescription } from "./broken-description.ts";
import type { OperationObject } from "./description.ts";

/** What an operation is named by. */
type Named = Pick<OperationObject, "operationId" | "tags" | "x-method">;

/** Names the resource that an operation belongs to, after its tag. */
export function resourceName({ tags: [tag], operationId }: Named): string {
  if (tag === undefined) throw new BrokenDescription("has no tag, which names its resource", operationId);
  return camelCase(tag);
}

/**
 * Names the method of an operation: `x-method`, else the last part of the operation id without the words that only repeat
 * its resource or the parts before. `Messages_SendMessage` is `send`, `Conversation_InjectMessage` is `injectMessage`,
 * `Templates_v2_ListTemplates` is `list`.
 */
export function methodName(operation: Named): string {
  if (operation["x-method"] !== undefined) return operation["x-method"];
  const { operationId, tags } = operation;
  const parts = operationId.split("_");
  const [verb = "", ...words] = wordsOf(parts.pop() ?? "");
  const said = new Set([...parts, ...tags].flatMap(wordsOf).map(singular));
  return camelCase([verb, ...words.filter((word) => !said.has(singular(word)))].join(""));
}

function wordsOf(name: string): string[] {
  return name.split(/[^A-Za-z0-9]+|(?=[A-Z])/).filter((word) => word !== "");
}

function singular(word: string): string {
  return word.toLowerCase().replace(/ies$/, "y").replace(/s$/, "");
}

/** Writes `conversation_id`, `Project Settings`, `ListMessages` as `conversationId`, `projectSettings`, `listMessages`. */
export function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== "");
  return words
    .map((word, index) => (index === 0 ? word.toLowerCase() : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join("");
}

/** Does the same, with a capital at the start. */
export function pascalCase(text: string): string {
  const name = camelCase(text);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
