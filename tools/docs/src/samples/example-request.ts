import { type Description, type Parameter, resolve, type Schema } from "@sinch-fetch/description";
import { type DocumentedOperation, examplesOf } from "../descriptions/documented-apis.ts";

/** What a sample sends. */
export interface ExampleRequest {
  /** The values of the path, without the project, in their order. */
  readonly path: ReadonlyMap<string, string>;
  /** What the query has to hold, and what its parameters have as an example. */
  readonly query: ReadonlyMap<string, unknown>;
  readonly body: unknown;
}

/** Takes a request from the examples of an operation: the first one of its body, and those of its parameters. */
export function exampleRequest(operation: DocumentedOperation, description: Description): ExampleRequest {
  const path = new Map<string, string>();
  const query = new Map<string, unknown>();
  for (const parameter of operation.parameters) {
    if (parameter.name === "project_id") continue;
    // Without an example, it is a variable of the shell.
    if (parameter.in === "path") {
      path.set(parameter.name, String(exampleOf(parameter, description) ?? `$${parameter.name.toUpperCase()}`));
    } else if (parameter.in === "query" && (parameter.required || "example" in parameter)) {
      query.set(parameter.name, exampleOf(parameter, description));
    }
  }
  return { path, query, body: examplesOf(operation.body)[0]?.value };
}

function exampleOf(parameter: Parameter & { example?: unknown }, description: Description): unknown {
  const schema = resolve<Schema>(description, parameter.schema ?? {});
  return parameter.example ?? schema.default ?? schema.enum?.[0];
}
