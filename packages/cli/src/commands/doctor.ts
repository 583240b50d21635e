import { isApiError } from "@sinch-fetch/http";
import { findAccount } from "../account/account.ts";
import { appOf } from "../account/app-of.ts";
import { type GlobalOptions, type Session, sessionOf, sourceLines } from "../account/clients.ts";
import { need } from "../account/need.ts";
import { REGIONS } from "../account/regions.ts";
import { errorLine } from "../error-line.ts";
import type { End } from "../exit-codes.ts";
import { print, printJson } from "../output.ts";
import { styled } from "../style.ts";
import { formatCount } from "../table.ts";

/** What one check found. */
interface Finding {
  readonly check: string;
  readonly state: "ok" | "warn" | "fail";
  /** What was found and, unless it is well, what to do. */
  readonly text: string;
}

/** A clock that is further off than this confuses whoever checks times, such as those of callbacks. */
const CLOCK_TOLERANCE_MS = 30_000;

/** Checks what a send needs, one thing after another, and prints a line for each. */
export async function examine(options: GlobalOptions, end: End): Promise<void> {
  const findings: Finding[] = [];
  const add = (finding: Finding): void => {
    findings.push(finding);
    if (options.json) printJson(finding);
    else print(`${MARKS[finding.state]()}  ${finding.check.padEnd(11)}  ${finding.text}`);
  };
  await examineAll(options, add);
  if (findings.some(({ state }) => state === "fail")) end("failed");
}

const MARKS: Readonly<Record<Finding["state"], () => string>> = {
  ok: () => styled("green", "ok  "),
  warn: () => styled("yellow", "warn"),
  fail: () => styled("red", "FAIL"),
};

async function examineAll(options: GlobalOptions, add: (finding: Finding) => void): Promise<void> {
  let session: Session;
  let server: { date: number; atMs: number } | undefined;
  try {
    const account = await findAccount(options);
    for (const text of account.warnings) add({ check: "environment", state: "warn", text });
    need(account, "projectId", "keyId", "keySecret");
    const watch: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) server = { date, atMs: Date.now() };
      return response;
    };
    session = sessionOf(account, options, watch);
    add({ check: "credentials", state: "ok", text: sourceLines(account).slice(0, 3).join("; ") });
  } catch (error) {
    return add({ check: "credentials", state: "fail", text: faultOf(error) });
  }
  try {
    const { expiresAt } = await (await session.auth()).pin();
    add({ check: "token", state: "ok", text: `obtained, valid until ${expiresAt.toISOString()}` });
  } catch (error) {
    return add({ check: "token", state: "fail", text: faultOf(error) });
  }
  if (server) add(clockFinding(server.atMs - server.date));
  await examineApp(session, add);
  await examineBatch(session, add);
}

function clockFinding(offMs: number): Finding {
  const seconds = Math.round(Math.abs(offMs) / 1000);
  if (Math.abs(offMs) <= CLOCK_TOLERANCE_MS) return { check: "clock", state: "ok", text: "accurate to half a minute" };
  const way = offMs < 0 ? "behind" : "ahead";
  return {
    check: "clock",
    state: "fail",
    text: `${seconds} s ${way}: set it, or callbacks are refused as too old or too new`,
  };
}

async function examineApp(session: Session, add: (finding: Finding) => void): Promise<void> {
  const { appId } = session.account.values;
  const { region } = session.account;
  if (appId === undefined) {
    return add({ check: "app", state: "warn", text: "none is set: set SINCH_APP_ID, or add --app to each command" });
  }
  try {
    const app = await appOf(session, appId);
    if (app === undefined) {
      return add({ check: "app", state: "ok", text: `${appId} is created by the local Sinch on first use` });
    }
    const { queue_stats, channel_credentials = [] } = app;
    const { outbound_size = 0, outbound_limit = 500_000 } = queue_stats ?? {};
    const channels = channel_credentials.map(({ channel }) => channel).join(", ") || "no channel";
    add({ check: "app", state: "ok", text: `${appId} is in region ${region}, with ${channels}` });
    const text = `${formatCount(outbound_size)} of ${formatCount(outbound_limit)} messages wait`;
    const isFull = outbound_size > outbound_limit * 0.9;
    add({ check: "queue", state: isFull ? "warn" : "ok", text: isFull ? `${text}: wait before a campaign` : text });
  } catch (error) {
    if (!isApiError(error) || error.status !== 404) return add({ check: "app", state: "fail", text: faultOf(error) });
    const elsewhere = await regionOf(session, appId);
    const way = elsewhere
      ? `it is in region ${elsewhere}: set SINCH_REGION=${elsewhere}`
      : "check SINCH_APP_ID and the project";
    add({ check: "app", state: "fail", text: `${appId} is not in region ${region}: ${way}` });
  }
}

/** Looks for an app in the other regions; with a base URL of its own there are none. */
async function regionOf(session: Session, appId: string): Promise<string | undefined> {
  if (session.account.values.conversationUrl !== undefined) return undefined;
  const conversation = await session.conversation();
  for (const region of REGIONS) {
    if (region === session.account.region) continue;
    try {
      await conversation.withOptions({ region }).apps.get(appId);
      return region;
    } catch {}
  }
  return undefined;
}

/** What is wrong, without the advice to run this command. */
function faultOf(error: unknown): string {
  return errorLine(error).line.replace(/[:;,] (then )?run sinch-fetch doctor$/, "");
}

/** No batch has this id: 404 says that the API is there, and takes the token. */
const NO_BATCH = "00000000000000000000000000";

async function examineBatch(session: Session, add: (finding: Finding) => void): Promise<void> {
  try {
    await (await session.batch()).messages.get(NO_BATCH);
  } catch (error) {
    if (!isApiError(error) || error.status !== 404) {
      return add({ check: "batch API", state: "fail", text: faultOf(error) });
    }
  }
  add({ check: "batch API", state: "ok", text: "takes the token" });
}
