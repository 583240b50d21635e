import type { DescriptionFile } from "../description-file.ts";
import { isSchema } from "./schema-at.ts";

/** What a reference such as `#/components/schemas/Reason` leads to. */
export function pointed(description: DescriptionFile, reference: string): unknown {
  const names = reference.split("/").slice(1);
  return names.reduce<unknown>((value, name) => (isSchema(value) ? value[name] : undefined), description);
}
