import { type ParseArgsConfig, parseArgs } from "node:util";
import { nearName } from "../near/near-name.ts";
import { UsageError } from "./usage-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The values of options, by name. */
export type Arguments<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: O }>>["values"];

/**
 * Reads arguments, of which every one is an option.
 *
 * @throws {UsageError} An option is unknown or lacks its value.
 */
export function parseArguments<const O extends Options>(args: readonly string[], options: O): Arguments<O> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // The first sentence says it; what follows is about positional arguments, which there are none of.
    const message = error instanceof Error ? error.message : String(error);
    const [, word = ""] = /^Unknown option '--([^']*)'/.exec(message) ?? [];
    const near = nearName(word, Object.keys(options));
    throw new UsageError(`${message.split(/[.\n]/)[0]}${near === undefined ? "" : ` (did you mean --${near}?)`}`);
  }
}
