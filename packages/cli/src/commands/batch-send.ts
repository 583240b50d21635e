import type { BulkRequest } from "@sinch-fetch/bulk";
import { type GlobalOptions, openSession, type Session } from "../account/clients.ts";
import { need } from "../account/need.ts";
import { canAsk, confirm } from "../ask.ts";
import { CliError, usageError } from "../cli-error.ts";
import type { End } from "../exit-codes.ts";
import { openSource, type Source, type SourceOptions } from "../input/source.ts";
import { type MessageOptions, readMessage } from "../message/read-message.ts";
import { print, printJson, say } from "../output.ts";
import { type AppFacts, appFacts, USUAL_FACTS } from "../plan/app-facts.ts";
import { campaignOf } from "../plan/campaign.ts";
import { checkRequest } from "../plan/check-request.ts";
import { makePlan, type Plan } from "../plan/plan.ts";
import { planText } from "../plan/print-plan.ts";
import type { ColumnOptions } from "../recipients/row-rules.ts";
import { checkReportPaths, writeReport } from "../report/write-report.ts";
import { checkApart, type NamedFile } from "../run/check-apart.ts";
import { checkBegun, checkSameNumber } from "../run/check-begun.ts";
import { outcomesOf } from "../run/outcomes.ts";
import { resumeCommand, sayResume } from "../run/resume-command.ts";
import { type RunFileOptions, runFileOf } from "../run/run-file.ts";
import { sendRun } from "../run/send-run.ts";
import { summaryTable } from "../run/summary-table.ts";
import { styled } from "../style.ts";
import { counted, formatCount } from "../table.ts";
import { sendAfterOf, ttlOf } from "../time-options.ts";

/** The options of `batch send`. */
export interface BatchSendOptions extends MessageOptions, ColumnOptions, SourceOptions, RunFileOptions, GlobalOptions {
  readonly at?: string | undefined;
  readonly ttl?: string | undefined;
  readonly rate?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly resume?: boolean | undefined;
  readonly unresolved?: "hold" | "resend" | undefined;
  readonly settle?: number | undefined;
  readonly skipInvalid?: boolean | undefined;
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly report?: readonly string[] | undefined;
}

/** Shows what a file would send, asks, sends it, and says what became of it. */
export async function sendBatches(path: string, options: BatchSendOptions, end: End): Promise<void> {
  const { batchSize = 1000, report: reports = [] } = options;
  if (batchSize > 1000) throw usageError("--batch-size is more than 1000, which the API does not accept");
  await checkReportPaths(reports);
  const message = await readMessage(options);
  const source = await openSource(path, options);
  try {
    await sendSource(source, options, { batchSize, reports, message }, end);
  } finally {
    await source.close();
  }
}

interface Parts {
  readonly batchSize: number;
  readonly reports: readonly string[];
  readonly message: BulkRequest["message"];
}

async function sendSource(source: Source, options: BatchSendOptions, { batchSize, reports, message }: Parts, end: End) {
  const { rate, unresolved, settle, resume = false } = options;
  const session = await openSession(options);
  const request = requestOf(session, message, options);
  const { app_id, send_after: sendAfter } = request;
  const file = options.dryRun ? undefined : await runFileOf(source, options);
  await checkApart([
    ["the input", source.path],
    ["--message", options.message],
    ["the ledger", file?.path],
    ...reports.map((report): NamedFile => ["--report", report]),
  ]);
  const begun = file && (await checkBegun(file, resume));
  const campaign = campaignOf(source, message, options);
  const plan = await makePlan(campaign, batchSize);
  if (plan.first) await checkRequest({ ...request, recipient_and_params: [plan.first] });

  if (!begun?.isFinished) {
    const facts = await factsFor(session, options);
    showPlan(plan, { name: source.name, app: app_id, facts, rate, sendAfter }, options);
  }
  if (file === undefined || begun === undefined) {
    if (plan.invalidCount > 0) end("usage");
    return;
  }
  await checkSameNumber(file, plan.sendable);
  if (!begun.isFinished) await agree(plan, begun.accepted, options);

  const command = resumeCommand(process.argv.slice(2));
  const { summary, isInterrupted } = await sendRun({
    ...{ session, appId: app_id, request, file, begun, total: plan.sendable, recipients: campaign.recipients() },
    ...{ batchSize, rate, unresolved, resume: command },
    settleMs: settle === undefined ? undefined : settle * 1000,
  });
  const rows = () => outcomesOf(campaign, file, summary);
  if (begun.isFinished) say(`The run ${JSON.stringify(file.runId)} is finished: nothing was sent.\n`);
  const batchesBefore = begun.batches;
  const data = { summary, batchesBefore, invalid: plan.invalidCount, total: plan.rows, madeAt: new Date(), rows };
  if (options.json) printJson({ ...summary, invalid: plan.invalidCount, ledger: file.path });
  else print(await summaryTable(data, file.path));
  for (const report of reports) {
    await writeReport(report, data);
    say(`Report: ${report}`);
  }
  if (isInterrupted) {
    sayResume(command);
    end("interrupted");
  } else if (summary.rejected > 0 || summary.unresolved > 0) end("incomplete");
}

/** Puts together what all batches have in common. A dry run goes without an app, too. */
function requestOf(session: Session, message: BulkRequest["message"], options: BatchSendOptions): BulkRequest {
  const [ttl, sendAfter] = [ttlOf(options.ttl), sendAfterOf(options.at, options.resume === true)];
  const app_id = options.dryRun
    ? (session.account.values.appId ?? "(none named)")
    : need(session.account, "projectId", "keyId", "keySecret", "appId").appId;
  return {
    app_id,
    message,
    ...(ttl === undefined ? {} : { ttl }),
    ...(sendAfter === undefined ? {} : { send_after: sendAfter }),
  };
}

/** Asks Sinch for the app's rate. A dry run without an account assumes the usual one. */
async function factsFor(session: Session, options: BatchSendOptions): Promise<AppFacts> {
  const { projectId, keyId, keySecret, appId } = session.account.values;
  const hasAccount = [projectId, keyId, keySecret].every((value) => value !== undefined) && appId !== undefined;
  if (!hasAccount) return USUAL_FACTS;
  try {
    return await appFacts(session, appId);
  } catch (error) {
    if (!options.dryRun || error instanceof CliError) throw error;
    say(styled("yellow", `warning: the app cannot be asked for its rate: ${String(Object(error).message)}`));
    return USUAL_FACTS;
  }
}

function showPlan(plan: Plan, context: Parameters<typeof planText>[1], { dryRun, json }: BatchSendOptions): void {
  const { first: _, ...shown } = plan;
  const text = planText(plan, context);
  if (!dryRun) say(`${text}\n`);
  else if (json) printJson({ ...shown, file: context.name, ...context.facts });
  else print(`${text}\n\nNothing was sent.`);
}

/**
 * Asks whether to send, unless that was said before.
 *
 * @throws {CliError} There is nothing to send, it was declined, or there is nobody to ask.
 */
async function agree({ sendable, invalidCount }: Plan, before: number, options: BatchSendOptions): Promise<void> {
  if (sendable === 0) throw usageError("there is nobody to send to");
  const leavesOut = invalidCount > 0 && !options.skipInvalid;
  if (options.yes) {
    if (!leavesOut) return;
    throw usageError(
      `${counted(invalidCount, "row")} cannot be sent: fix them, or add --skip-invalid to leave them out`,
    );
  }
  if (!canAsk(options)) throw new CliError("declined", "nobody can be asked: add --yes to send, or --dry-run");
  const without = invalidCount > 0 ? `, and leave out ${counted(invalidCount, "row")}` : "";
  const what = options.resume
    ? `${formatCount(before)} of ${counted(sendable, "recipient")} have already been accepted. Continue`
    : `Send to ${counted(sendable, "recipient")}`;
  if (!(await confirm(`${what}${without}?`))) {
    throw new CliError("declined", "not confirmed; nothing was sent");
  }
}
