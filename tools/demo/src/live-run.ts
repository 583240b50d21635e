import { oauth2 } from "@sinch-fetch/auth";
import { createBatchClient } from "@sinch-fetch/batch";
import { createConversationClient } from "@sinch-fetch/conversation";
import { type Account, readAccount } from "./account.ts";
import { runSteps } from "./run-steps.ts";
import type { Clients } from "./steps.ts";

/** Asks the person at the terminal; an empty answer is allowed. */
export type Ask = (question: string) => Promise<string>;

/**
 * Runs the main job with the account in the environment, after asking whom to send to and whether to send.
 *
 * @throws {Error} A variable is missing or wrong, the phone number is none, or the person did not agree.
 */
export async function runLive(ask: Ask, print: (line: string) => void): Promise<void> {
  const account = readAccount(process.env);
  const phone = await ask("Phone number to send an SMS to, digits with country code, such as 46700000001: ");
  if (!/^\+?[1-9][0-9]{6,14}$/.test(phone)) throw new Error("that is no phone number; nothing was sent");
  const history = await askForHistory(ask, phone);
  print(`\nThis sends one SMS to ${phone} through app ${account.appId} in region ${account.region}, and schedules`);
  print("a batch to the same number an hour from now, which is cancelled at once.");
  if ((await ask('Type "send" to do it: ')) !== "send") throw new Error("not confirmed; nothing was sent");
  const job = { appId: account.appId, recipient: toPhone(phone), history: history && (() => history) };
  const count = await runSteps(job, (fetch) => clientsOf(account, fetch), print);
  print(`\n${count} operations, ${count} answered.`);
}

function clientsOf({ projectId, keyId, keySecret, region }: Account, fetch: typeof globalThis.fetch): Clients {
  const options = { projectId, region, auth: oauth2({ keyId, keySecret }), fetch };
  return { conversation: createConversationClient(options), batch: createBatchClient(options) };
}

function toPhone(phone: string) {
  return { identified_by: { channel_identities: [{ channel: "SMS" as const, identity: phone.replace("+", "") }] } };
}

async function askForHistory(ask: Ask, phone: string) {
  const conversationId = await ask("Conversation id to inject a message into, or nothing to leave that out: ");
  if (conversationId === "") return undefined;
  return { conversationId, contactId: await ask("Contact id of that conversation: "), phone: phone.replace("+", "") };
}
