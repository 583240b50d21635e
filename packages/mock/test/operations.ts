import { describedOperations } from "../src/description/described-operations.ts";
import type { Operation } from "../src/description/operation.ts";
import type { DescriptionName } from "../src/description-file.ts";

/** All operations of a description, as Prism sees them. */
export async function operationsOf(api: DescriptionName): Promise<readonly Operation[]> {
  const operations = await describedOperations(api);
  return Promise.all(operations.map((operation) => operation.read()));
}
