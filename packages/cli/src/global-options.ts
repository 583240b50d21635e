import { type Command, Option } from "commander";
import { REGIONS } from "./account/regions.ts";
import { choiceOption, textOption } from "./option-values.ts";

/** An option without a value. */
export function flag(flags: string, description: string): Option {
  return new Option(flags, description);
}

/** Adds a command's own options and those of every command, and returns the command. */
export function addOptions(command: Command, options: readonly Option[] = []): Command {
  for (const option of options) command.addOption(option);
  for (const option of globalOptions()) command.addOption(option.helpGroup("Options of every command:"));
  return command;
}

function globalOptions(): readonly Option[] {
  return [
    textOption("--app <id>", "the app that sends (default: SINCH_APP_ID)"),
    choiceOption("--region <region>", "the region of the app (default: SINCH_REGION, or us)", REGIONS),
    textOption("--profile <name>", "the account to use, as saved by login; the environment is then ignored"),
    flag("--local", "use the local Sinch of sinch-fetch mock on its usual ports, without an account"),
    flag("--json", "print JSON"),
    flag("--no-input", "ask nothing"),
    flag("--verbose", "show where the credentials come from"),
    flag("--debug", "show all details of requests and errors, without secrets"),
  ];
}
