import type { Command } from "commander";
import type { End } from "./exit-codes.ts";
import { addOptions, flag } from "./global-options.ts";
import { messageOptions } from "./message-options.ts";
import { choiceOption, listOption, numberOption, repeatedOption, textOption } from "./option-values.ts";

/** Adds the subcommands of `batch`. */
export function addBatchCommands(batch: Command, end: End): void {
  addOptions(batch.command("send <file>").description("send to everyone in a CSV or JSON Lines file; - for stdin"), [
    ...messageOptions(),
    listOption("--channel <channels>", "the channels of every row, in place of a column"),
    repeatedOption("--map <name=column>", "the column that is the identity, the channel or a parameter"),
    listOption("--ignore <columns>", "columns that are left out"),
    textOption("--delimiter <character>", "what separates columns: ',' ';' '|' ':' or tab (default: ',')"),
    choiceOption("--format <format>", "how the file is written (default: by its name)", ["csv", "jsonl"]),
    textOption("--at <time>", "when to send, with its zone, such as 2026-12-01T09:00:00Z"),
    numberOption("--rate <recipients>", "hand over this many recipients a second at most", false),
    numberOption("--batch-size <recipients>", "recipients in a batch, up to 1000 (default: 1000)"),
    textOption("--run <name>", "the name of the run (default: that of the file)"),
    textOption("--ledger <file>", "where the run is written down (default: beside the file)"),
    flag("--resume", "go on with a run that was begun"),
    choiceOption("--unresolved <what>", "what to do about batches without a response (default: hold)", [
      "hold",
      "resend",
    ]),
    numberOption("--settle <seconds>", "how long a batch without a response is looked for (default: 30)", false),
    flag("--skip-invalid", "leave out rows that cannot be sent, without asking"),
    flag("--yes", "send without asking"),
    flag("--dry-run", "show what would be sent, and send nothing"),
    repeatedOption("--report <file>", "write what became of the run, as .html, .svg or .csv"),
  ]).action(async (file, options) => (await import("./commands/batch-send.ts")).sendBatches(file, options, end));

  const which = () => [
    textOption("--ledger <file>", "all batches of a run, by its ledger"),
    textOption("--metadata <key=value>", "all batches with this in their metadata"),
  ];
  addOptions(batch.command("status [batch-id]").description("show the status of batches"), which()).action(
    async (id, options) => (await import("./commands/batch-status.ts")).showStatus(id, options),
  );
  addOptions(batch.command("cancel [batch-id]").description("cancel batches that wait for their time"), [
    ...which(),
    flag("--yes", "cancel without asking"),
  ]).action(async (id, options) => (await import("./commands/batch-cancel.ts")).cancel(id, options, end));
}
