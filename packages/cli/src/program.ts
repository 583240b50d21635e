import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { addBatchCommands } from "./batch-commands.ts";
import { type End, EXIT_CODE_HELP } from "./exit-codes.ts";
import { addOptions, flag } from "./global-options.ts";
import { messageOptions } from "./message-options.ts";
import { listOption, numberOption, textOption } from "./option-values.ts";

const ABOUT_CREDENTIALS = `Credentials come from SINCH_PROJECT_ID, SINCH_KEY_ID, SINCH_KEY_SECRET, SINCH_REGION and SINCH_APP_ID, or
from a profile of sinch-fetch login. They are never arguments.`;

/**
 * Makes the command with all its options. The code of a subcommand is loaded when it runs, so that `--help` is quick.
 *
 * @param end Called with the exit code, if it is not that of success.
 */
export function createProgram(end: End): Command {
  const program = new Command("sinch-fetch")
    .description("Sends messages through the Sinch Conversation and Batch APIs. Independent of Sinch.")
    .version(manifest.version, "--version", "print the version")
    .helpOption("--help", "show this help")
    .helpCommand(false)
    .exitOverride()
    // What is wrong is said once, in main().
    .configureOutput({ outputError: () => {} })
    .addHelpText("after", `\n${EXIT_CODE_HELP}\n\n${ABOUT_CREDENTIALS}`);

  addOptions(program.command("send").description("send one message to one person"), [
    textOption("--to <identity>", "whom to send to, such as +46700000001").makeOptionMandatory(),
    listOption("--channel <channels>", "channels to try, in this order, such as RCS,SMS").makeOptionMandatory(),
    ...messageOptions(),
    flag("--dry-run", "show what would be sent, and send nothing"),
  ]).action(async (options) => (await import("./commands/send.ts")).send(options));

  addBatchCommands(program.command("batch").description("send to many people, and manage what was sent"), end);

  const templates = program.command("templates").description("show the templates of the project");
  addOptions(templates.command("list").description("list the templates"), [
    numberOption("--limit <count>", "how many to list (default: 100)"),
  ]).action(async (options) => (await import("./commands/templates-list.ts")).listTemplates(options));
  addOptions(templates.command("get <template-id>").description("show a template")).action(async (id, options) =>
    (await import("./commands/templates-get.ts")).getTemplate(id, options),
  );

  program
    .command("mock")
    .description("run a local Sinch with @sinch-fetch/mock; its own --help lists its options")
    .argument("[options...]")
    .allowUnknownOption()
    .helpOption(false)
    .action(async (args) => (await import("./commands/mock.ts")).runMock(args, end));

  const callbacks = program.command("callbacks").description("receive callbacks from Sinch");
  addOptions(callbacks.command("listen").description("print each verified callback, and forward it"), [
    numberOption("--port <port>", "the port to listen on (default: 3000)"),
    textOption("--host <host>", "the address to listen on (default: 127.0.0.1)"),
    textOption("--forward <url>", "a local program that also gets each callback; Sinch gets its response"),
    textOption("--ledger <file>", "the ledger of a run, to record who got its message"),
    textOption("--secret-env <name>", "the variable that has the webhook's secret (default: SINCH_WEBHOOK_SECRET)"),
    flag("--unsigned", "accept callbacks of a webhook without a secret: anyone can send those"),
  ]).action(async (options) => (await import("./commands/callbacks-listen.ts")).listen(options));

  addOptions(program.command("doctor").description("check credentials, token, clock, region and app")).action(
    async (options) => (await import("./commands/doctor.ts")).examine(options, end),
  );
  addOptions(program.command("login").description("save an account as a profile, in a file that only you can read"), [
    flag("--from-env", "read it from SINCH_* and ask nothing"),
    flag("--no-check", "do not try the key"),
  ]).action(async (options) => (await import("./commands/login.ts")).login(options));
  program
    .command("completion")
    .description("print a script that completes commands and options in a shell")
    .argument("<shell>", "bash, zsh or fish")
    .action(async (shell) => (await import("./commands/completion.ts")).printCompletion(shell, program));
  return program;
}
