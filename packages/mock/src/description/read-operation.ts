import type { DescriptionFile } from "../description-file.ts";
import { getHttpOperationsFromSpec } from "../prism/prism.ts";
import type { Operation } from "./operation.ts";
import { operationDocument } from "./operation-document.ts";

/** Reads an operation of a description as Prism sees it. */
export async function readOperation(description: DescriptionFile, path: string, method: string): Promise<Operation> {
  const [operation] = await getHttpOperationsFromSpec(operationDocument(description, path, method));
  if (operation === undefined) throw new Error(`the description has no operation ${method} ${path}`);
  return operation;
}
