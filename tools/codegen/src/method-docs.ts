import type { LocatedOperation, Parameter } from "@sinch-fetch/description";
import { docComment } from "./docs.ts";

/**
 * The docs of an operation's method.
 *
 * @param inPath The path parameters, each with the name that its argument has.
 */
export function methodDocs(operation: LocatedOperation, inPath: readonly (readonly [string, Parameter])[]): string {
  const { object, body } = operation;
  const responses = Object.entries(operation.responses);
  const tags = [
    ...inPath.map(([name, { description }]) => `@param ${name} ${oneLine(description)}`),
    ...(body ? [`@param body ${oneLine(body.description)}`] : []),
    ...responses
      .filter(isSuccess)
      .map(([, { description }]) => `@returns ${oneLine(description)}`)
      .slice(0, 1),
    ...responses
      .filter((response) => !isSuccess(response))
      .map(([status, { description }]) => `@throws {ApiError} ${status}: ${oneLine(description)}`),
    ...(object.externalDocs ? [`@see ${object.externalDocs.url}`] : []),
    ...(object.deprecated ? ["@deprecated"] : []),
  ];
  return docComment([object.summary && sentence(object.summary), object.description, tags.join("\n")], 2);
}

function isSuccess([status]: readonly [status: string, unknown]): boolean {
  return status.startsWith("2");
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function oneLine(text = ""): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
