import type { SendMessageRequest } from "@sinch-fetch/conversation";
import { type GlobalOptions, openSession } from "../account/clients.ts";
import { need } from "../account/need.ts";
import { usageError } from "../cli-error.ts";
import { placeholdersOf } from "../message/placeholders.ts";
import { type MessageOptions, readMessage } from "../message/read-message.ts";
import { renderMessage } from "../message/render-message.ts";
import { print, printJson } from "../output.ts";
import { phoneReader } from "../recipients/phone-number.ts";
import { rowRules } from "../recipients/row-rules.ts";
import { recipientOf } from "../recipients/to-recipient.ts";
import { ttlOf } from "../time-options.ts";

/** The options of `send`. */
export interface SendOptions extends MessageOptions, GlobalOptions {
  readonly to: string;
  readonly channel: readonly string[];
  readonly country?: string | undefined;
  readonly ttl?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Sends one message to one person, and prints its id. */
export async function send(options: SendOptions): Promise<void> {
  const message = await readMessage(options);
  const { names } = placeholdersOf(message);
  if (names.length > 0)
    throw usageError(`the message has the placeholder \${${names[0]}}, which only batch send can fill`);
  const { recipient, identity } = recipientOfOptions(options);
  const ttl = ttlOf(options.ttl);
  if (options.dryRun) {
    const shown = { to: identity, channels: options.channel.map((one) => one.toUpperCase()), message };
    if (options.json) printJson(shown);
    else
      print(
        `to ${shown.to} by ${shown.channels.join(", then ")}:\n\n${renderMessage(message, {})}\n\nNothing was sent.`,
      );
    return;
  }
  const session = await openSession(options);
  const { appId } = need(session.account, "projectId", "keyId", "keySecret", "appId");
  const request: SendMessageRequest = { app_id: appId, recipient, message, ...(ttl === undefined ? {} : { ttl }) };
  const response = await (await session.conversation()).messages.send(request);
  if (options.json) printJson(response);
  else print(response.message_id);
}

function recipientOfOptions({ to, channel, country }: SendOptions) {
  const rules = rowRules("--to", undefined, { names: [], isOpen: false, problems: [] }, { channel });
  const checked = recipientOf(rules, phoneReader(country))({ line: 1, cells: { identity: to } });
  if ("problems" in checked) throw usageError(`--to: ${checked.problems.join("; ")}`);
  const { recipient } = checked.recipient;
  return { recipient, identity: recipient.identified_by?.channel_identities[0]?.identity ?? to };
}
