import type { Option } from "commander";
import { textOption } from "./option-values.ts";

/** The options of what is sent. */
export function messageOptions(): readonly Option[] {
  return [
    textOption("--text <text>", "what to send; in single quotes if it has ${name}"),
    textOption("--message <file>", "a file with an API message as JSON"),
    textOption("--ttl <seconds>", "how long delivery may take in seconds, such as 3600"),
    textOption("--country <code>", "the country of numbers that start with 0, such as SE"),
  ];
}
