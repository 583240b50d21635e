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
