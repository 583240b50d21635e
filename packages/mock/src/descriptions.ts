import { readFile } from "node:fs/promises";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { problem } from "./answer.ts";
import type { Api } from "./apis.ts";

/** One operation of a description, as Prism sees it. */
export type Operation = Awaited<ReturnType<typeof getHttpOperationsFromSpec>>[number];

type OperationResponse = Operation["responses"][number];

const loading = new Map<Api, Promise<readonly Operation[]>>();

/**
 * Reads the operations of an API from the bundled description. Each API is read once in a process.
 *
 * @throws {Error} The description is not in the package.
 */
export function loadOperations(api: Api): Promise<readonly Operation[]> {
  const known = loading.get(api);
  if (known !== undefined) return known;
  const operations = readOperations(api);
  loading.set(api, operations);
  operations.catch(() => loading.delete(api));
  return operations;
}

async function readOperations(api: Api): Promise<readonly Operation[]> {
  const file = new URL(`../descriptions/${api}.gen.json`, import.meta.url);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`the description of ${api} cannot be read from ${file.pathname}`, { cause });
  });
  const description: object = JSON.parse(text);
  return getHttpOperationsFromSpec(description);
}

/**
 * Prepares an operation for Prism: adds the refusals that it does not document, so that Prism answers every refusal the
 * same way, findings included; says that the values of a query's array come one by one, the default of OpenAPI, where
 * Prism would look at the last one only; and removes callbacks: Prism would call them, and a mock must not reach out to
 * other machines.
 */
export function forPrism(operation: Operation): Operation {
  const { callbacks, ...rest } = operation;
  const documented = (...codes: string[]) => operation.responses.some(({ code }) => codes.includes(code));
  const added: OperationResponse[] = [];
  if (!documented("401", "4XX", "default")) added.push(refusal(401));
  if (!documented("400", "422", "4XX", "default")) added.push(refusal(415), refusal(422));
  const { request } = operation;
  const query = request?.query?.map((parameter) => ({ ...parameter, explode: parameter.explode ?? isForm(parameter) }));
  return {
    ...rest,
    responses: [...operation.responses, ...added],
    ...(request !== undefined && { request: { ...request, ...(query !== undefined && { query }) } }),
  };
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
