import { parseArguments } from "./cli-arguments.ts";
import { postCallback, prepareCallback } from "./send-callback.ts";
import { type CallbackTrigger, callbackTriggers } from "./triggers.gen.ts";
import { UsageError } from "./usage-error.ts";

const OPTIONS = {
  trigger: { type: "string" },
  url: { type: "string" },
  "secret-env": { type: "string" },
  example: { type: "string" },
  help: { type: "boolean" },
} as const;

/** What `callback --help` prints. */
export const CALLBACK_HELP: string = `Sends one callback to a receiver, as Sinch would, and prints the status of the response.

Usage: npx @sinch-fetch/mock callback --trigger <trigger> --url <url> [options]

  --trigger <trigger>  what the callback is about, see below
  --url <url>          the receiver, such as http://127.0.0.1:3000/callbacks
  --secret-env <name>  the environment variable with the secret of the webhook. Default: the callback is not signed
  --example <name>     which example of the description to send: minimal, rich and others. Default: the first
  --help               print this text

The exit code is 0 for a response from 200 to 299, 2 for a wrong option and 1 otherwise.

Triggers: ${callbackTriggers.join("\n          ")}`;

/** A callback that the command sent. */
export interface CallbackResult {
  /** One line for a person: status, trigger, whether it was signed, and the URL without its query. */
  readonly line: string;
  readonly isSuccess: boolean;
}

/**
 * Runs `callback`.
 *
 * @param args What comes after the name of the subcommand.
 * @throws {UsageError} An option is unknown, missing or has a wrong value.
 * @throws {Error} The receiver cannot be reached or does not respond in time.
 */
export async function runCallback(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CallbackResult | "help"> {
  const { help, trigger, url, example, "secret-env": variable } = parseArguments(args, OPTIONS);
  if (help) return "help";
  if (trigger === undefined) throw new UsageError("--trigger is missing");
  if (url === undefined) throw new UsageError("--url is missing");
  const secret = variable === undefined ? undefined : secretFrom(variable, environment);
  // The check of the trigger is in prepareCallback().
  const options = { trigger: trigger as CallbackTrigger, url, example, secret };
  const callback = await prepareCallback(options).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message.replace(/^sendCallback: /, "--") : String(error));
  });
  const { status } = await postCallback(callback);
  const signed = secret === undefined ? "unsigned" : "signed";
  return {
    line: `${status}  ${trigger}  ${signed}  ${callback.url.origin}${callback.url.pathname}`,
    isSuccess: status >= 200 && status < 300,
  };
}

/** What is not the name of a variable may be the secret itself, and is not repeated. */
function secretFrom(variable: string, environment: Readonly<Record<string, string | undefined>>): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable)) {
    throw new UsageError("--secret-env is not the name of an environment variable");
  }
  const secret = environment[variable];
  if (secret === undefined || secret === "") {
    throw new UsageError("--secret-env names an environment variable that is not set");
  }
  return secret;
}
