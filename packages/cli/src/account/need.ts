import { CliError } from "../cli-error.ts";
import type { Account } from "./account.ts";
import { type Field, VARIABLES } from "./fields.ts";

/**
 * Returns parts of an account that a command cannot do without.
 *
 * @throws {CliError} Some are missing: names all of them and where they can come from.
 */
export function need<Name extends Field>(account: Account, ...fields: readonly Name[]): Record<Name, string> {
  const missing = fields.filter((field) => account.values[field] === undefined);
  if (missing.length > 0) {
    const names = missing.map((field) => (field === "appId" ? "SINCH_APP_ID (or --app)" : VARIABLES[field]));
    throw new CliError(
      "credentials",
      `${names.join(", ")} ${names.length === 1 ? "is" : "are"} missing: set ${names.length === 1 ? "it" : "them"} in the environment, or run sinch-fetch login`,
    );
  }
  const values: Partial<Record<Field, string>> = account.values;
  return Object.fromEntries(fields.map((field) => [field, values[field] ?? ""])) as Record<Name, string>;
}
