import type { RecipientAndParam } from "@sinch-fetch/batch";
import { renderMessage } from "../message/render-message.ts";
import type { Campaign } from "./campaign.ts";

/** A row that cannot be sent, and why. */
export interface Invalid {
  readonly line: number;
  readonly reason: string;
}

/** A message as it would go out. */
export interface Sample {
  readonly line: number;
  readonly to: string;
  readonly text: string;
}

/** What a run would do. */
export interface Plan {
  readonly rows: number;
  readonly sendable: number;
  readonly batches: number;
  /** How many rows cannot be sent; the first of them are in `invalid`. */
  readonly invalidCount: number;
  readonly invalid: readonly Invalid[];
  readonly samples: readonly Sample[];
  readonly first: RecipientAndParam | undefined;
}

const MOST_LISTED = 1000;
const SAMPLES = 3;

/**
 * Reads the whole input, and sends nothing.
 *
 * @throws {CliError} The file or its header is wrong; names the line.
 */
export async function makePlan({ rows, message }: Campaign, batchSize: number): Promise<Plan> {
  let sendable = 0;
  let invalidCount = 0;
  let first: RecipientAndParam | undefined;
  const invalid: Invalid[] = [];
  const samples: Sample[] = [];
  for await (const row of rows()) {
    const { line } = row;
    if ("problems" in row) {
      invalidCount++;
      if (invalid.length < MOST_LISTED) invalid.push({ line, reason: row.problems.join("; ") });
      continue;
    }
    sendable++;
    const { recipient } = row;
    first ??= recipient;
    if (samples.length < SAMPLES) {
      samples.push({ line, to: nameOf(recipient), text: renderMessage(message, recipient.parameters ?? {}) });
    }
  }
  const batches = Math.ceil(sendable / batchSize);
  return { rows: sendable + invalidCount, sendable, batches, invalidCount, invalid, samples, first };
}

/** Names a recipient as a person would: `SMS 46700000001`. */
export function nameOf({ recipient }: RecipientAndParam): string {
  const { channel_identities = [] } = recipient.identified_by ?? {};
  if (channel_identities.length === 0) return `contact ${recipient.contact_id ?? ""}`;
  const identities = [...new Set(channel_identities.map(({ identity }) => identity))];
  return `${channel_identities.map(({ channel }) => channel).join(",")} ${identities.join(",")}`;
}
