import { type Body, BrokenDescription, type LocatedOperation, type Schema } from "@sinch-fetch/description";

const JSON_TYPE = "application/json";

/** The schema of a request body, if the operation has one: JSON, the only kind that clients send. */
export function requestSchema({ body, object }: LocatedOperation): Schema | undefined {
  return body && jsonSchema(body, "its request body", object.operationId);
}

/** The schemas of the successful responses by status, all JSON; `undefined` for a response without content. */
export function responseSchemas({ responses, object }: LocatedOperation): [status: string, Schema | undefined][] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([status, response]) => {
      const hasContent = Object.keys(response.content ?? {}).length > 0;
      return [status, hasContent ? jsonSchema(response, `its response ${status}`, object.operationId) : undefined];
    });
}

function jsonSchema({ content = {} }: Body, subject: string, operationId: string): Schema {
  const schema = content[JSON_TYPE]?.schema;
  if (schema !== undefined) return schema;
  const types = Object.keys(content).join(", ") || "nothing";
  throw new BrokenDescription(
    `${subject} holds ${types}, and clients know ${JSON_TYPE} with a schema only`,
    operationId,
  );
}
