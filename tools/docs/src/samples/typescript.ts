import type { Description } from "@sinch-fetch/description";
import { contentOf, type DocumentedOperation } from "../descriptions/documented-apis.ts";
import { exampleRequest } from "./example-request.ts";
import { literal } from "./literal.ts";

/** Writes the call of an operation through its client, which is named as its API is, with its first example or `other`. */
export function typescriptSample(operation: DocumentedOperation, description: Description, other?: unknown): string {
  const { path, query, body } = exampleRequest(operation, description);
  const { api, name: method, object } = operation;
  const { "x-pagination": pagination } = object;
  const values = [...path.values()].map((value) => JSON.stringify(value));
  if (operation.body) values.push(literal(other ?? body, pagination ? "  " : ""));
  else if (query.size > 0) values.push(literal(Object.fromEntries(query)));
  const call = `${api}.${method}(${values.join(", ")})`;
  if (pagination) {
    const name = singular(pagination.items);
    // A conversation would hide the client.
    const item = name === api ? "item" : name;
    return `for await (const ${item} of ${call.replaceAll("\n  ", "\n")}) console.log(${item});`;
  }
  return returnsNothing(operation) ? `await ${call};` : `const response = await ${call};\nconsole.log(response);`;
}

/** Whether the response of an operation has nothing to show. */
function returnsNothing({ responses }: DocumentedOperation): boolean {
  const [, success] = Object.entries(responses).find(([status]) => status.startsWith("2")) ?? [];
  const schema = contentOf(success)?.schema;
  return schema === undefined || schema.$ref?.endsWith("/EmptyResponse") === true;
}

function singular(name: string): string {
  const word = name.split(/[._]/).at(-1) ?? name;
  return word.replace(/ies$/, "y").replace(/s$/, "") || "item";
}

/** Writes a receiver of a callback. */
export function callbackSample(callback: DocumentedOperation): string {
  const member = callback.object["x-payload-property"];
  const shown = member ? `event.${member}` : "event";
  return [
    'import { callbackHandler } from "@sinch-fetch/conversation/callbacks";',
    "",
    "export const handle = callbackHandler({",
    '  secret: process.env.SINCH_WEBHOOK_SECRET ?? "",',
    "  on: {",
    `    ${callback.name}(event) {`,
    `      console.log(${shown});`,
    "    },",
    "  },",
    "});",
  ].join("\n");
}
