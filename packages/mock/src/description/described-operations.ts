import { type DescriptionFile, type DescriptionName, readDescription } from "../description-file.ts";
import type { Operation } from "./operation.ts";

/** An operation that a description has. */
export interface DescribedOperation {
  /** In lower case. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  /** Reads the rest of it, as Prism sees it, once in a process. */
  read(): Promise<Operation>;
}

const METHODS: readonly string[] = ["get", "post", "put", "delete", "patch"];

const loading = new Map<DescriptionName, Promise<readonly DescribedOperation[]>>();

/**
 * Lists the operations of an API from the bundled description. Each description is read once in a process.
 *
 * @throws {Error} The description is not in the package.
 */
export function describedOperations(api: DescriptionName): Promise<readonly DescribedOperation[]> {
  const known = loading.get(api);
  if (known !== undefined) return known;
  const operations = readDescription(api).then(operationsIn);
  loading.set(api, operations);
  operations.catch(() => loading.delete(api));
  return operations;
}

function operationsIn(description: DescriptionFile): DescribedOperation[] {
  return Object.entries(description.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { operationId = "" }]) =>
      METHODS.includes(method) ? [describedOperation(description, path, method, operationId)] : [],
    ),
  );
}

function describedOperation(
  description: DescriptionFile,
  path: string,
  method: string,
  operationId: string,
): DescribedOperation {
  let reading: Promise<Operation> | undefined;
  return {
    ...{ method, path, operationId },
    read() {
      // Prism, which takes half a second to load, comes with the first operation.
      reading ??= import("./read-operation.ts").then(({ readOperation }) => readOperation(description, path, method));
      return reading;
    },
  };
}
