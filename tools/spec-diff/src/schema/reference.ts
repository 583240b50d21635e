import type { Description, Schema } from "@sinch-fetch/description";
import { BrokenDescription } from "@sinch-fetch/description";

/** The schema that a reference names. One step only: what stands beside a further reference counts too. */
export function referred(description: Description, $ref: string): Schema {
  const keys = $ref
    .replace(/^#\/?/, "")
    .split("/")
    .filter((key) => key !== "");
  const target = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")],
    description,
  );
  if (typeof target !== "object" || target === null) throw new BrokenDescription(`${$ref} leads nowhere`);
  return target as Schema;
}
