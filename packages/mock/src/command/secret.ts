import { UsageError } from "./usage-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The options that a secret comes by. */
export interface SecretOptions {
  readonly secret?: string | undefined;
  readonly "secret-env"?: string | undefined;
}

/**
 * Finds the secret of a webhook.
 *
 * @returns `undefined` if none is given.
 * @throws {UsageError} It is empty, given in both ways, or there is no such variable.
 */
export function secretOf(
  { secret, "secret-env": variable }: SecretOptions,
  environment: Environment,
): string | undefined {
  if (secret !== undefined && variable !== undefined) {
    throw new UsageError("--secret and --secret-env exclude each other");
  }
  if (secret === "") throw new UsageError("--secret is empty, leave it out to send without a signature");
  return variable === undefined ? secret : secretFrom(variable, environment);
}

/** What is not the name of a variable may be the secret itself, and is not repeated; names are in capitals. */
function secretFrom(variable: string, environment: Environment): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
    throw new UsageError("--secret-env is not the name of an environment variable");
  }
  const secret = environment[variable];
  if (secret !== undefined && secret !== "") return secret;
  const name = /^[A-Z_][A-Z0-9_]*$/.test(variable) ? `${variable}, ` : "";
  throw new UsageError(`--secret-env names ${name}an environment variable that is not set`);
}
