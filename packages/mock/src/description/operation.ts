import { type DescriptionName, readDescription } from "../description-file.ts";
import { problem } from "../exchange/answer.ts";
import { getHttpOperationsFromSpec } from "../prism/prism.ts";

/** One operation of a description, as Prism sees it. */
export type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

type OperationResponse = Operation["responses"][number];

const loading = new Map<DescriptionName, Promise<readonly Operation[]>>();

/**
 * Reads the operations of an API from the bundled description. Each API is read once in a process.
 *
 * @throws {Error} The description is not in the package.
 */
export function loadOperations(api: DescriptionName): Promise<readonly Operation[]> {
  const known = loading.get(api);
  if (known !== undefined) return known;
  const operations = readOperations(api);
  loading.set(api, operations);
  operations.catch(() => loading.delete(api));
  return operations;
}

async function readOperations(api: DescriptionName): Promise<readonly Operation[]> {
  // Prism serves no callbacks, and takes half as long again to read a description that has them.
  const { webhooks, ...description } = await readDescription(api);
  return getHttpOperationsFromSpec(description);
}

/**
 * Prepares an operation for Prism: adds the refusals that it does not document, so that Prism words every refusal the
 * same way, findings included; uses 400 for the refusals of an operation that documents `default` for any failure,
 * where Prism would take 422; says that the values of a query's array come one by one, the default of OpenAPI, where
 * Prism would look at the last one only; and removes callbacks: Prism would call them, and a mock must not reach out to
 * other machines.
 */
export function forPrism(operation: Operation): Operation {
  const { callbacks, ...rest } = operation;
  const failure = operation.responses.find(({ code }) => code === "default");
  const added: OperationResponse[] = [];
  if (!documents(operation, "401", "4XX") && failure === undefined) added.push(refusal(401));
  if (!documents(operation, "400", "422", "4XX")) {
    added.push(...(failure === undefined ? [refusal(415), refusal(422)] : [{ ...failure, code: "400" }]));
  }
  const { request } = operation;
  const query = request?.query?.map((parameter) => ({ ...parameter, explode: parameter.explode ?? isForm(parameter) }));
  return {
    ...rest,
    responses: [...operation.responses, ...added],
    ...(request !== undefined && { request: { ...request, ...(query !== undefined && { query }) } }),
  };
}

/** Returns whether an operation documents one of these statuses; `default` does not count. */
export function documents({ responses }: Operation, ...codes: readonly string[]): boolean {
  return responses.some(({ code }) => codes.includes(code));
}

function isForm({ style }: { readonly style?: string }): boolean {
  return style === undefined || style === "form";
}

function refusal(status: number): OperationResponse {
  const id = `refusal-${status}`;
  const value = problem(status, "request is not valid");
  const example = { id: `${id}-example`, key: "refusal", value };
  return {
    id,
    code: String(status),
    contents: [{ id: `${id}-content`, mediaType: "application/problem+json", examples: [example] }],
  };
}
