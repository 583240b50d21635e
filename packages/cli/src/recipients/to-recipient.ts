import type { ChannelIdentity, Recipient, RecipientAndParam } from "@sinch-fetch/batch";
import { isChannel } from "@sinch-fetch/batch/values";
import type { Row } from "../input/row.ts";
import { plain } from "../output.ts";
import { isPhoneChannel, type PhoneResult } from "./phone-number.ts";
import { isUnused, RESERVED, type RowRules, unknownChannel, unusedText } from "./row-rules.ts";
import { spoiltHow } from "./spoilt-cell.ts";

/** A row as the API takes it, or everything that is wrong with it. */
export type Checked =
  | { readonly line: number; readonly recipient: RecipientAndParam; readonly keys: readonly string[] }
  | { readonly line: number; readonly problems: readonly string[] };

type Failure = { readonly problems: readonly string[] };
type Found = { readonly recipient: Recipient; readonly keys: readonly string[] } | Failure;

const problem = (...problems: readonly string[]): Failure => ({ problems });

/** Makes the function that turns rows into recipients. Duplicates are for whoever sees all rows. */
export function recipientOf(rules: RowRules, readPhone: (text: string) => PhoneResult): (row: Row) => Checked {
  return (row) => {
    const { line } = row;
    if ("problem" in row) return { line, problems: [row.problem] };
    if ("entry" in row) return { line, ...ofEntry(row.entry, rules, readPhone) };
    const named = rules.named(row.cells);
    const found = ofCells(named, rules, readPhone);
    const parameters = Object.fromEntries(Object.entries(named).filter(([name]) => !RESERVED.includes(name)));
    const problems = [...parameterProblems(parameters, rules), ...spoiltProblems(parameters)];
    if ("problems" in found) return { line, problems: [...found.problems, ...problems] };
    if (problems.length > 0) return { line, problems };
    const { recipient, keys } = found;
    const hasParameters = Object.keys(parameters).length > 0;
    return { line, recipient: { recipient, ...(hasParameters ? { parameters } : {}) }, keys };
  };
}

function ofCells(
  named: Readonly<Record<string, string>>,
  rules: RowRules,
  readPhone: (text: string) => PhoneResult,
): Found {
  const { identity = "", channel = "", contact_id = "" } = named;
  const [address, contact] = [identity.trim(), contact_id.trim()];
  if (address !== "" && contact !== "") return problem("it has an identity and a contact_id: give one of them");
  if (contact !== "") return ofContact(contact);
  if (address === "") return problem("it has no identity");
  const names = rules.channels ?? channel.split(/[\s,;|]+/).filter((one) => one !== "");
  if (names.length === 0) return problem("it has no channel");
  return ofAddresses(
    names.map((one) => ({ channel: one.toUpperCase(), identity: address })),
    readPhone,
  );
}

function ofContact(contact: string): Found {
  if (/[\s\p{Cc}/]/u.test(contact))
    return problem(`the contact_id ${JSON.stringify(contact)} has a space, a slash or a control character`);
  return { recipient: { contact_id: contact }, keys: [`contact ${contact}`] };
}

interface Address {
  readonly channel: string;
  readonly identity: string;
  readonly app_id?: string;
}

function ofAddresses(addresses: readonly Address[], readPhone: (text: string) => PhoneResult): Found {
  const identities: ChannelIdentity[] = [];
  const problems = new Set<string>();
  for (const { channel, identity, ...rest } of addresses) {
    if (!isChannel(channel)) problems.add(unknownChannel(channel));
    else if (identities.some((one) => one.channel === channel)) problems.add(`it has the channel ${channel} twice`);
    else if (isPhoneChannel(channel)) {
      const read = readPhone(identity);
      if ("problem" in read) problems.add(read.problem);
      else identities.push({ channel, identity: read.identity, ...rest });
    } else if (/\p{Cc}/u.test(identity))
      problems.add(`the identity ${JSON.stringify(plain(identity))} has a control character`);
    else identities.push({ channel, identity, ...rest });
  }
  if (problems.size > 0) return { problems: [...problems] };
  // One person, whichever of the channels of a phone it is.
  const keys = new Set(
    identities.map(({ channel, identity }) => `${isPhoneChannel(channel) ? "phone" : channel} ${identity}`),
  );
  return { recipient: { identified_by: { channel_identities: identities } }, keys: [...keys] };
}

/** An entry as the API has it: it is checked, its phone numbers are written as the API takes them, the rest stays. */
function ofEntry(
  entry: Readonly<Record<string, unknown>>,
  rules: RowRules,
  readPhone: (text: string) => PhoneResult,
): { recipient: RecipientAndParam; keys: readonly string[] } | Failure {
  const unknown = Object.keys(entry).find((name) => !ENTRY_MEMBERS.includes(name));
  if (unknown !== undefined)
    return problem(`an entry has no ${JSON.stringify(unknown)}: expected ${ENTRY_MEMBERS.join(", ")}`);
  const found = ofRecipient(entry.recipient, readPhone);
  const problems = ENTRY_MEMBERS.slice(1).flatMap((name) => textProblems(name, entry[name]));
  if (problems.length === 0) problems.push(...parameterProblems(Object(entry.parameters), rules));
  if ("problems" in found) return { problems: [...found.problems, ...problems] };
  if (problems.length > 0) return { problems };
  return { recipient: { ...entry, recipient: found.recipient }, keys: found.keys };
}

const ENTRY_MEMBERS = ["recipient", "parameters", "conversation_metadata", "message_metadata"];

function ofRecipient(recipient: unknown, readPhone: (text: string) => PhoneResult): Found {
  const { contact_id, identified_by }: Record<string, unknown> = Object(recipient);
  if ((contact_id === undefined) === (identified_by === undefined)) {
    return problem("recipient needs either contact_id or identified_by");
  }
  if (contact_id !== undefined)
    return typeof contact_id === "string" && contact_id !== ""
      ? ofContact(contact_id)
      : problem("contact_id is not a string");
  const { channel_identities }: Record<string, unknown> = Object(identified_by);
  if (!Array.isArray(channel_identities) || channel_identities.length === 0) {
    return problem("identified_by.channel_identities is not a list with an address");
  }
  const addresses: readonly Address[] = channel_identities.map((one) => Object(one));
  if (!addresses.every(({ channel, identity }) => isText(channel) && isText(identity))) {
    return problem("an address of channel_identities has no channel or no identity");
  }
  return ofAddresses(addresses, readPhone);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function textProblems(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isObject && Object.values(value).every((one) => typeof one === "string")) return [];
  return [`${name} is not an object of strings`];
}

function spoiltProblems(parameters: Readonly<Record<string, string>>): string[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    const how = spoiltHow(value);
    return how === undefined ? [] : [`the parameter ${JSON.stringify(name)} ${how}`];
  });
}

function parameterProblems(parameters: Readonly<Record<string, string>>, { placeholders }: RowRules): string[] {
  const problems: string[] = [];
  for (const name of placeholders.names) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined || value.trim() === "")
      problems.push(`the parameter ${JSON.stringify(name)} is ${value === undefined ? "missing" : "empty"}`);
  }
  const unused = Object.keys(parameters).filter((name) => isUnused(name, placeholders));
  return unused.length > 0 ? [...problems, unusedText(unused, placeholders)] : problems;
}
