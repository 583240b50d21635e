import type { Command } from "commander";
import type { End } from "./exit-codes.ts";
import { addOptions, flag } from "./global-options.ts";
import { messageOptions } from "./message-options.ts";
import { choiceOption, listOption, numberOption, repeatedOption, textOption } from "./option-values.ts";

/** Adds the subcommands of `batch`. */
export function addBatchCommands(batch: Command, end: End): void {
  addOptions(batch.command("send <file>").description("send to everyone in a CSV or JSON Lines file; - means stdin"), [
    ...messageOptions(),
    listOption("--channel <channels>", "the channels of every row, instead of a column"),
    repeatedOption("--map <name=column>", "use this column as the identity, the channel or a parameter"),
    listOption("--ignore <columns>", "columns to leave out"),
    textOption("--delimiter <character>", "the column separator: ',' ';' '|' ':' or tab (default: ',')"),
    choiceOption("--format <format>", "the format of the file (default: by its name)", ["csv", "jsonl"]),
    textOption("--at <time>", "when to send, with a time zone, such as 2026-12-01T09:00:00Z"),
    numberOption("--rate <recipients>", "submit at most this many recipients per second", false),
    numberOption("--batch-size <recipients>", "recipients per batch, up to 1000 (default: 1000)"),
    textOption("--run <name>", "the name of the run (default: the file's name)"),
    textOption("--ledger <file>", "where to record the run (default: next to the file)"),
    flag("--resume", "continue a run that was started before"),
    choiceOption("--unresolved <what>", "what to do with batches that got no response (default: hold)", [
      "hold",
      "resend",
    ]),
    numberOption("--settle <seconds>", "how long to look for a batch that got no response (default: 30)", false),
    flag("--skip-invalid", "leave out rows that cannot be sent, without asking"),
    flag("--yes", "send without asking"),
    flag("--dry-run", "show what would be sent, and send nothing"),
    repeatedOption("--report <file>", "write the results of the run as .html, .svg or .csv"),
  ]).action(async (file, options) => (await import("./commands/batch-send.ts")).sendBatches(file, options, end));

  const which = () => [
    textOption("--ledger <file>", "all batches of a run, from its ledger"),
    textOption("--metadata <key=value>", "all batches with this metadata"),
  ];
  addOptions(batch.command("status [batch-id]").description("show the status of batches"), which()).action(
    async (id, options) => (await import("./commands/batch-status.ts")).showStatus(id, options),
  );
  addOptions(batch.command("cancel [batch-id]").description("cancel scheduled batches"), [
    ...which(),
    flag("--yes", "cancel without asking"),
  ]).action(async (id, options) => (await import("./commands/batch-cancel.ts")).cancel(id, options, end));
}
