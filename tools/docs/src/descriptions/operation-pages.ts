import { IDEMPOTENT_METHODS } from "@sinch-fetch/workspace";
import type { Page } from "../page.ts";
import { commandLineSample } from "../samples/command-line.ts";
import { curlSample } from "../samples/curl.ts";
import { callbackSample, typescriptSample } from "../samples/typescript.ts";
import { contentOf, type DocumentedApi, type DocumentedOperation, examplesOf } from "./documented-apis.ts";
import { escaped, type SchemaPlace, type SchemaText, schemaText } from "./schema-text.ts";

/** A page for each operation and each callback of an API. */
export function operationPages(api: DocumentedApi, place: SchemaPlace): Page[] {
  const text = schemaText(api.name, place);
  return [
    ...api.operations.map((operation) => operationPage(operation, api, text)),
    ...api.callbacks.map((callback) => callbackPage(callback, text)),
  ];
}

function operationPage(operation: DocumentedOperation, api: DocumentedApi, text: SchemaText): Page {
  const { object, name, method, path, address } = operation;
  const { summary = "", description = "" } = object;
  const parameters = operation.parameters.filter(({ name: parameter }) => parameter !== "project_id");
  return {
    address,
    title: name,
    description: summary,
    text: [
      `# ${name}`,
      `<p class="operation"><span>${method}</span> <code v-pre>${path}</code></p>`,
      `**${summary}.** ${escaped(description)}`,
      samples(operation, api),
      ...parameterText(parameters, "path", "Path", text),
      ...parameterText(parameters, "query", "Query", text),
      ...bodyText(operation, text),
      ...responseText(operation, text),
      sourceText(operation, idempotence(operation)),
    ].join("\n\n"),
  };
}

function callbackPage(callback: DocumentedOperation, text: SchemaText): Page {
  const { name, object, address } = callback;
  const examples = examplesOf(callback.body).map(
    ({ summary, value }) => `${summary}\n\n${fence("json", JSON.stringify(value, undefined, 2))}`,
  );
  return {
    address,
    title: name,
    description: object.summary,
    text: [
      `# ${name}`,
      `**${object.summary}.** ${escaped(object.description ?? "")}`,
      fence("ts", callbackSample(callback)),
      "[Callbacks](/guide/callbacks) shows how each framework receives it.",
      ...bodyText(callback, text),
      ...examples,
      sourceText(callback),
    ].join("\n\n"),
  };
}

/** The call in each language, side by side. */
function samples(operation: DocumentedOperation, { description, hasClient, name }: DocumentedApi): string {
  const curl = fence("sh [curl]", curlSample(operation, description));
  if (!hasClient) return curl.replace("sh [curl]", "sh");
  const [, ...further] = examplesOf(operation.body);
  const command = commandLineSample(operation, description);
  const tabs = [
    "::: code-group",
    fence("ts [TypeScript]", typescriptSample(operation, description)),
    curl,
    ...(command === undefined ? [] : [fence("sh [sinch-fetch]", command)]),
    ":::",
  ];
  const more = further.map(({ summary, value }) =>
    [`::: details ${summary}`, fence("ts", typescriptSample(operation, description, value)), ":::"].join("\n"),
  );
  return [`With \`${name}\` as in [the setup](/api/#setup):`, tabs.join("\n"), ...more].join("\n\n");
}

function parameterText(
  parameters: DocumentedOperation["parameters"],
  place: string,
  title: string,
  text: SchemaText,
): string[] {
  const fields = parameters
    .filter((parameter) => parameter.in === place)
    .map(({ name, schema = {}, required = false, description }) => ({ name, schema, required, description }));
  return fields.length > 0 ? [`**${title}**`, text.fields(fields)] : [];
}

function bodyText({ body }: DocumentedOperation, text: SchemaText): string[] {
  const schema = contentOf(body)?.schema;
  return schema ? [`**Body:** ${text.type(schema)}`, escaped(body?.description ?? "")] : [];
}

function responseText({ responses }: DocumentedOperation, text: SchemaText): string[] {
  const lines = Object.entries(responses).map(([status, response]) => {
    const { description = "" } = response;
    const schema = contentOf(response)?.schema;
    return `- \`${status}\` ${schema ? `${text.type(schema)}: ` : ""}${escaped(description).replaceAll("\n", " ")}`;
  });
  return ["**Responses**", lines.join("\n")];
}

/** Whether the clients send it again after a failure in which the server can have acted. */
function idempotence({ object, method }: DocumentedOperation): string {
  const isSafe = object["x-idempotent"] ?? IDEMPOTENT_METHODS.includes(method);
  return isSafe
    ? "Idempotent: [sent again](/guide/errors) after any failure of connection or server. "
    : "Not idempotent: [sent again](/guide/errors) only when the server cannot have acted. ";
}

function sourceText({ object }: DocumentedOperation, before = ""): string {
  const { url } = object.externalDocs ?? {};
  const source = url ? ` [The vendor’s page](${url}).` : "";
  return `<div class="source">\n\n${before}Operation id \`${object.operationId}\`.${source}\n\n</div>`;
}

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
