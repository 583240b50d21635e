import { readFile } from "node:fs/promises";
import { describedCallback } from "../callback/callback-description.ts";
import { callbackExample } from "../callback/callback-example.ts";
import { refusalReason } from "../callback/refusal-reason.ts";
import { postCallback, prepareCallback } from "../callback/send-callback.ts";
import { type CallbackTrigger, callbackTriggers } from "../triggers.gen.ts";
import { parseArguments } from "./arguments.ts";
import { withFields } from "./callback-fields.ts";
import { describedValue, type OnUnlisted } from "./described-value.ts";
import { secretOf } from "./secret.ts";
import { UsageError } from "./usage-error.ts";

const OPTIONS = {
  trigger: { type: "string" },
  url: { type: "string" },
  secret: { type: "string" },
  "secret-env": { type: "string" },
  example: { type: "string" },
  set: { type: "string", multiple: true },
  file: { type: "string" },
  help: { type: "boolean" },
} as const;

/** What `callback --help` prints. */
export const CALLBACK_HELP: string = `Sends one callback to a receiver, as Sinch would, and prints the status of the response.

Usage: npx @sinch-fetch/mock callback --trigger <trigger> --url <url> [options]

  --trigger <trigger>  the trigger of the callback, see below
  --url <url>          the receiver, such as http://127.0.0.1:3000/callbacks
  --secret <secret>    sign it with the webhook's secret; --secret-env <name> reads it from an environment variable.
                       Default: the callback is not signed
  --example <name>     which example from the description to send: minimal, rich and others. Default: the first
  --file <file>        send this JSON file instead of an example
  --set <path>=<value> set a field of what is sent, such as message.contact_message.text_message.text=STOP. The value is
                       JSON, or text if it is not JSON or the field is a string. May be repeated
  --help               print this help

The exit code is 0 for a status from 200 to 299, 2 for an invalid option and 1 otherwise.

Triggers: ${callbackTriggers.join("\n          ")}`;

/** A callback that the command sent. */
export interface CallbackResult {
  /**
   * One line for a person: status, trigger, whether it was signed, the URL without its query, and what the receiver said
   * where it refused.
   */
  readonly line: string;
  /** Values that were sent though the description does not list them. */
  readonly warnings: readonly string[];
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
  const { help, trigger, url, example, file, set = [], ...secrets } = parseArguments(args, OPTIONS);
  if (help) return "help";
  if (trigger === undefined) throw new UsageError("--trigger is missing");
  if (url === undefined) throw new UsageError("--url is missing");
  const secret = secretOf(secrets, environment);
  // The check of the trigger is in prepareCallback().
  if (file !== undefined && example !== undefined) throw new UsageError("--file and --example exclude each other");
  const options = { trigger: trigger as CallbackTrigger, url, secret };
  const warnings: string[] = [];
  const callback = await contentOf(trigger, example, file, set, (warning) => warnings.push(warning))
    .then((content) => prepareCallback({ ...options, ...content }))
    .catch((error: unknown) => {
      throw new UsageError(error instanceof Error ? error.message.replace(/^sendCallback: /, "--") : String(error));
    });
  const { status, body } = await postCallback(callback);
  const reason = refusalReason(status, body);
  const signed = secret === undefined ? "unsigned" : "signed";
  return {
    line: `${status}  ${trigger}  ${signed}  ${callback.url.origin}${callback.url.pathname}${reason === undefined ? "" : `: ${reason}`}`,
    warnings,
    isSuccess: status >= 200 && status < 300,
  };
}

/** What to send: an example, or what a file holds, with fields set. */
async function contentOf(
  trigger: string,
  example: string | undefined,
  file: string | undefined,
  set: readonly string[],
  onUnlisted: OnUnlisted,
) {
  if (file === undefined && set.length === 0) return { example };
  const value: unknown = file === undefined ? await callbackExample(trigger, example) : await jsonFrom(file);
  const described = await describedCallback(trigger);
  return {
    payload: withFields(value, set, (path, text, existing) =>
      describedValue(path, text, described, existing, onUnlisted),
    ),
  };
}

async function jsonFrom(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`--file cannot be read: ${file}`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--file is not JSON: ${file}`);
  }
}
