import type { Description } from "@sinch-fetch/description";
import type { DocumentedOperation } from "../descriptions/documented-apis.ts";
import { exampleRequest } from "./example-request.ts";

/** Writes an operation as a command of curl, for a shell in which the project and an access token are set. */
export function curlSample(operation: DocumentedOperation, description: Description): string {
  const { path, query, body } = exampleRequest(operation, description);
  const address = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "project_id" ? "$SINCH_PROJECT_ID" : encodeURIComponent(path.get(name) ?? "").replace("%24", "$"),
  );
  const search = new URLSearchParams([...query].map(([name, value]) => [name, String(value)])).toString();
  const url = `${baseUrl(description)}${address}${search && `?${search}`}`;
  const [media] = Object.keys(operation.body?.content ?? {});
  const isForm = media === "application/x-www-form-urlencoded";
  const isOpen = (operation.object.security ?? description.security ?? []).length === 0;
  const lines = [
    `curl ${operation.method === "GET" ? "" : `-X ${operation.method} `}"${url}"`,
    ...(isForm
      ? ['-u "$SINCH_KEY_ID:$SINCH_KEY_SECRET"', `-d ${quoted(new URLSearchParams(Object(body)).toString())}`]
      : isOpen
        ? []
        : ['-H "Authorization: Bearer $SINCH_ACCESS_TOKEN"']),
    ...(body === undefined || isForm
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body, undefined, 2))}`]),
  ];
  return lines.join(" \\\n  ");
}

/** The address of the API, in the region that is the default. */
function baseUrl({ servers: [server] = [] }: Description): string {
  const variables = Object.entries(server?.variables ?? {});
  return variables.reduce((url, [name, { default: value }]) => url.replace(`{${name}}`, value), server?.url ?? "");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
