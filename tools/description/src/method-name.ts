import { BrokenDescription } from "./broken-description.ts";
import type { OperationObject } from "./description.ts";
import { camelCase } from "./letter-case.ts";

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
