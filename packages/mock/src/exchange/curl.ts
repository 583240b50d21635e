import type { Operation } from "../description/operation.ts";

type Content = NonNullable<NonNullable<NonNullable<Operation["request"]>["body"]>["contents"]>[number];
type Examples = Content["examples"];

/** Writes a curl command that sends a text to somebody whom a world does not know yet. */
export function sendLine(baseUrl: string): string {
  const recipient = { identified_by: { channel_identities: [{ channel: "SMS", identity: "46700000001" }] } };
  const body = JSON.stringify({ app_id: "my-app", recipient, message: { text_message: { text: "Hello" } } });
  return [
    `curl ${baseUrl}/v1/projects/my-project/messages:send`,
    "-u key-id:key-secret",
    "-H 'Content-Type: application/json'",
    `-d '${body}'`,
  ].join(" \\\n  ");
}

/** Writes a curl command that calls an operation with the examples of its description. */
export function curlLine(baseUrl: string, { method, path, request, security = [] }: Operation): string {
  const filled = path.replace(/\{([^}]*)\}/g, (_whole, name: string) => {
    const parameter = request?.path?.find((one) => one.name === name);
    return encodeURIComponent(String(firstValue(parameter?.examples) ?? "1"));
  });
  const query = (request?.query ?? [])
    .filter(({ required }) => required)
    .map(({ name, examples }) => [name, String(firstValue(examples) ?? "1")]);
  // Quoted, since a shell takes a question mark for a pattern and an ampersand for the end.
  const url = query.length > 0 ? `'${baseUrl}${filled}?${new URLSearchParams(query)}'` : `${baseUrl}${filled}`;
  const scheme = security.flat()[0];
  const isBasic = scheme?.type === "http" && scheme.scheme === "basic";
  const credentials = isBasic ? "-u key-id:key-secret" : "-H 'Authorization: Bearer token'";
  const parts = [`curl -X ${method.toUpperCase()} ${url}`, ...(scheme === undefined ? [] : [credentials])];
  const content = request?.body?.contents?.[0];
  if (content !== undefined) {
    parts.push(`-H 'Content-Type: ${content.mediaType}'`, `-d '${bodyOf(content).replaceAll("'", "'\\''")}'`);
  }
  return parts.join(" \\\n  ");
}

function bodyOf({ mediaType, examples }: Content): string {
  const value = firstValue(examples);
  if (mediaType !== "application/x-www-form-urlencoded") return JSON.stringify(value);
  return new URLSearchParams(Object.entries(value ?? {}).map(([name, one]) => [name, String(one)])).toString();
}

function firstValue(examples: Examples): unknown {
  const [first] = examples ?? [];
  return first !== undefined && "value" in first ? first.value : undefined;
}
