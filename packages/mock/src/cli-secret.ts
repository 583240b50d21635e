import { UsageError } from "./usage-error.ts";

/**
 * Reads a secret from an environment variable. What is not the name of a variable may be the secret itself, and is not
 * repeated.
 *
 * @throws {UsageError} There is no such variable.
 */
export function secretFrom(variable: string, environment: Readonly<Record<string, string | undefined>>): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
    throw new UsageError("--secret-env is not the name of an environment variable");
  }
  const secret = environment[variable];
  if (secret === undefined || secret === "") {
    throw new UsageError("--secret-env names an environment variable that is not set");
  }
  return secret;
}
