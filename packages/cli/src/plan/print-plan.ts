import { plain } from "../output.ts";
import { styled } from "../style.ts";
import { counted, formatCount, formatDuration } from "../table.ts";
import type { AppFacts } from "./app-facts.ts";
import type { Plan } from "./plan.ts";

/** What a plan is shown with. */
export interface PlanContext {
  readonly name: string;
  readonly app: string;
  readonly facts: AppFacts;
  /** The pace that was asked for, in recipients a second. */
  readonly rate: number | undefined;
  readonly sendAfter: string | undefined;
}

const MOST_SHOWN = 20;

/** Says what a run would do, for people. */
export function planText(plan: Plan, context: PlanContext): string {
  const lines = [summaryLine(plan, context), timeLine(plan, context)];
  if (plan.samples.length > 0) lines.push("", `The first ${plan.samples.length === 1 ? "message" : "messages"}:`);
  for (const { line, to, text } of plan.samples) {
    lines.push("", styled("dim", `  line ${line}, ${plain(to)}`), ...shownLines(text));
  }
  if (plan.invalidCount > 0) lines.push("", ...invalidLines(plan, context.name));
  return lines.join("\n");
}

/** The longest message of a channel has fewer characters. */
const MOST_CHARACTERS = 5000;

function shownLines(text: string): readonly string[] {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  const more = text.length > MOST_CHARACTERS ? [`    (${formatCount(text.length)} characters)`] : [];
  return [...shown.split("\n").map((one) => `    ${plain(one)}`), ...more];
}

/** Lists rows that cannot be sent, as file, line and reason. */
export function invalidLines({ invalid, invalidCount }: Plan, name: string): readonly string[] {
  const shown = invalid.slice(0, MOST_SHOWN).map(({ line, reason }) => `  ${name}:${line}: ${plain(reason)}`);
  const more = invalidCount > MOST_SHOWN ? [`  … and ${counted(invalidCount - MOST_SHOWN, "row")} more`] : [];
  return [styled("yellow", `${counted(invalidCount, "row")} cannot be sent:`), ...shown, ...more];
}

function summaryLine({ rows, sendable, batches }: Plan, { name, app, sendAfter }: PlanContext): string {
  const when = sendAfter === undefined ? "at once" : `at ${sendAfter}`;
  const people = styled("bold", counted(sendable, "recipient"));
  return `${name}: ${counted(rows, "row")}. To ${people} in ${counted(batches, "batch")}, by app ${app}, ${when}.`;
}

function timeLine({ sendable }: Plan, { facts, rate }: PlanContext): string {
  const delivery = formatDuration(Math.max(1000, (sendable / facts.messagesPerSecond) * 1000));
  const pace =
    rate === undefined
      ? ""
      : `Handed over at ${rate} a second in ${formatDuration(Math.max(1000, (sendable / rate) * 1000))}. `;
  return `${pace}Delivery takes about ${delivery} at ${facts.messagesPerSecond} messages a second (${facts.source}).`;
}
