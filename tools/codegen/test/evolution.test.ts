import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { addToYaml, put } from "@sinch-fetch/description/testing";
import { expect, test } from "vitest";
import { compiler, copyOfConversation, generator } from "./repository.ts";

// Nothing here is part of the real API, now or later.
const TRACES = `
trace:
  parameters:
    - $ref: "../openapi.yaml#/components/parameters/ProjectId"
    - $ref: "#/MessageId"
  get:
    operationId: Messages_GetMessageTrace
    tags: [Messages]
    summary: Get the trace of a message
    description: The way that a message took.
    externalDocs:
      description: There is none.
      url: https://example.org/trace
    security:
      - oAuth2: []
    parameters:
      - name: depth
        in: query
        description: How many steps it has, 1 to 9.
        schema: { type: integer, minimum: 1, maximum: 9 }
        example: 3
    responses:
      "200":
        description: The way of the message.
        content:
          application/json:
            schema:
              $ref: "../schemas/trace.yaml#/MessageTrace"
            examples:
              minimal: { summary: No steps., value: { steps: [] } }
              rich: { summary: One step., value: { steps: [{ name: queue, mood: CALM }] } }
      "400":
        $ref: "../openapi.yaml#/components/responses/BadRequest"

step:
  parameters:
    - $ref: "../openapi.yaml#/components/parameters/ProjectId"
    - $ref: "#/MessageId"
    - name: step_name
      in: path
      description: The name of the step.
      required: true
      schema: { type: string }
      example: queue
  put:
    operationId: Messages_UpdateTraceStep
    x-method: rename
    tags: [Messages]
    summary: Rename a step
    description: Gives a step another name.
    externalDocs:
      description: There is none.
      url: https://example.org/trace
    security:
      - oAuth2: []
    requestBody:
      description: The new name.
      required: true
      content:
        application/json:
          schema:
            $ref: "../schemas/trace.yaml#/TraceStepName"
          examples:
            minimal: { summary: A name., value: { name: queue } }
            rich: { summary: Another name., value: { name: wire } }
    responses:
      "200":
        description: The step has its name.
      "400":
        $ref: "../openapi.yaml#/components/responses/BadRequest"

MessageId:
  name: message_id
  in: path
  description: The id of the message.
  required: true
  schema: { type: string }
  example: 01JCTM9D5N2K8R6V3X7ZQWB0TE
`;

const TRACE_SCHEMAS = `
MessageTrace:
  description: The way of a message.
  type: object
  properties:
    steps:
      description: The steps, first to last.
      type: array
      items:
        $ref: "#/TraceStep"

TraceStep:
  description: One step of a message.
  type: object
  properties:
    name:
      description: The name of the step.
      type: string
    mood:
      description: How it went.
      anyOf:
        - type: string
          enum: [CALM, STORMY]
        - type: string

TraceStepName:
  description: A name for a step.
  type: object
  properties:
    name:
      description: The name, up to 20 characters.
      type: string
      maxLength: 20
  required: [name]
  additionalProperties: false
`;

// What a user writes against the new API. Each line after @ts-expect-error must not compile, every other line must.
const USE = `
import type { ConversationClient, InjectMessageRequest, MessageTrace, SendMessageRequest } from "./index.ts";

export async function use(client: ConversationClient): Promise<void> {
  const { steps = [] }: MessageTrace = await client.messages.getTrace("m1", { depth: 2 });
  const mood: "CALM" | "STORMY" | (string & {}) | undefined = steps[0]?.mood;
  await client.messages.getTrace("m1");
  await client.messages.getTrace("m1", {}, { timeoutMs: 10 });
  await client.messages.rename("m1", String(mood), { name: "wire" }, { headers: {} });
  const wire = await client.GET("/messages/{message_id}/trace", {
    params: { path: { message_id: "m1" }, query: { depth: 2 } },
  });
  console.log(wire.data?.steps);

  // @ts-expect-error the id is missing
  await client.messages.getTrace();
  // @ts-expect-error no such query parameter
  await client.messages.getTrace("m1", { deep: 2 });
  // @ts-expect-error the body is missing
  await client.messages.rename("m1", "queue");
  // @ts-expect-error no such field
  await client.messages.rename("m1", "queue", { name: "wire", other: 1 });
}

export const field: NonNullable<SendMessageRequest["trace_note"]> = "a text";
export const value: NonNullable<InjectMessageRequest["processing_mode"]> = "TRACED";
// @ts-expect-error no such value
export const noValue: NonNullable<InjectMessageRequest["processing_mode"]> = "UNTRACED";
`;

test("an edit of the description gives methods, types and docs that compile, without touching TypeScript", async () => {
  const root = await copyOfConversation();
  const specs = join(root, "specs/conversation");
  const client = join(root, "packages/conversation");
  const paths = "/v1/projects/{project_id}/messages/{message_id}/trace";

  await put(specs, "paths/traces.yaml", TRACES);
  await put(specs, "schemas/trace.yaml", TRACE_SCHEMAS);
  await addToYaml(join(specs, "openapi.yaml"), [
    ["paths"],
    {
      [paths]: { $ref: "./paths/traces.yaml#/trace" },
      [`${paths}/{step_name}`]: { $ref: "./paths/traces.yaml#/step" },
    },
  ]);
  await addToYaml(join(specs, "schemas/send-message.yaml"), [
    ["SendMessageRequest", "properties"],
    { trace_note: { description: "A note for the trace.", type: "string" } },
  ]);
  await addToYaml(join(specs, "schemas/inject-message.yaml"), [["ProcessingMode", "enum"], ["TRACED"]]);
  const generated = await generator(root);
  await put(client, "src/use.ts", USE);
  const compiled = await compiler(client);

  expect(generated).toMatchObject({ code: 0, stderr: "" });
  expect(compiled).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(await readFile(join(client, "src/resources.gen.ts"), "utf8")).toContain(`
  /**
   * Get the trace of a message.
   *
   * The way that a message took.
   *
   * @param messageId The id of the message.
   * @returns The way of the message.
   * @throws {ApiError} 400: The request is malformed, or a value is not allowed.
   * @see https://example.org/trace
   */
  getTrace(messageId: string, query?: MessagesGetTraceQuery, options?: CallOptions): Promise<MessageTrace>;
`);
  const schemas = await readFile(join(client, "src/schemas.gen.ts"), "utf8");
  expect(schemas).toMatch(/\/\*\* A note for the trace\. \*\/\s+trace_note\?: string \| undefined;/);
  const types = await readFile(join(client, "src/types.gen.ts"), "utf8");
  expect(types).toMatch(
    /\* How many steps it has, 1 to 9\.\s+\*\s+\* @example 3\s+\*\/\s+depth\?: number \| undefined;/,
  );
  expect(await readFile(join(client, "src/operations.gen.ts"), "utf8")).toContain(
    '{"id":"Messages_UpdateTraceStep","method":"PUT","path":"/messages/{message_id}/trace/{step_name}","body":true,"bounds":{"required":["name"],"known":["name"],"fields":{"name":{"maxLength":20}}}}',
  );
});

test("a use that the description does not allow does not compile", async () => {
  const client = join(await copyOfConversation(), "packages/conversation");
  await put(client, "src/use.ts", 'import type { TraceStep } from "./index.ts";\nexport type Step = TraceStep;\n');

  const { code, stdout } = await compiler(client);

  expect(code).not.toBe(0);
  expect(stdout).toMatch(/src\/use\.ts.*TraceStep/);
});
