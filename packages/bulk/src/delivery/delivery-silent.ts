import type { RecipientAndParam } from "@sinch-fetch/batch";
import { checkRecipients, type Recipients } from "../input/chunks.ts";
import type { Delivery } from "../ledger/ledger.ts";
import { LedgerError } from "../ledger/ledger-error.ts";
import { type ChunkState, isolatedOf, nextStep } from "../protocol/chunk-state.ts";

/** A recipient that the API accepted, without a report so far. */
export interface SilentRecipient {
  /** Its position in the input, from 0. */
  readonly position: number;
  readonly batch_id: string;
  /** Its entry in the input. */
  readonly recipient: RecipientAndParam;
}

/**
 * Finds the recipients of a run of whom nothing was reported. One chunk is held at a time, beside what is given.
 *
 * @param subject Named first in each error: the function that was called.
 * @param list The last delivery of each message of the run.
 * @param recipients The input of the run.
 * @throws {TypeError} `recipients` is not iterable.
 * @throws {LedgerError} The input is shorter than the run.
 */
export async function* silentOf(
  subject: string,
  states: ReadonlyMap<number, ChunkState>,
  list: readonly Delivery[],
  recipients: Recipients,
): AsyncGenerator<SilentRecipient, void, undefined> {
  checkRecipients(subject, recipients);
  const ofBatch = new Map<string, Delivery[]>();
  for (const delivery of list) {
    const known = ofBatch.get(delivery.batchId);
    if (known) known.push(delivery);
    else ofBatch.set(delivery.batchId, [delivery]);
  }
  const chunks = [...states.values()].flatMap(acceptedOf).sort((one, other) => one.position - other.position);
  const end = chunks.at(-1)?.end ?? 0;
  let position = 0;
  let chunk = chunks.shift();
  let isReported = reportsOf(chunk, ofBatch);
  for await (const recipient of recipients) {
    while (chunk && position >= chunk.end) {
      chunk = chunks.shift();
      isReported = reportsOf(chunk, ofBatch);
    }
    if (chunk === undefined) return;
    if (position >= chunk.position && !chunk.isolated.has(position) && !isReported(recipient)) {
      yield { position, batch_id: chunk.batchId, recipient };
    }
    position++;
  }
  if (position < end) {
    throw new LedgerError("changed", `${subject}: the input ended after ${position} recipients, but the run had more`);
  }
}

interface AcceptedChunk {
  readonly position: number;
  /** The position behind its last recipient. */
  readonly end: number;
  readonly batchId: string;
  /** The batches of all of its attempts. */
  readonly batchIds: readonly string[];
  /** The positions that the API refused by name. */
  readonly isolated: ReadonlySet<number>;
}

function acceptedOf(state: ChunkState): readonly AcceptedChunk[] {
  const step = nextStep(state);
  if (step.do !== "end" || step.last.fate.outcome !== "accepted") return [];
  const { position, recipients } = step.last.claim;
  const batchIds = state.flatMap(({ fate }) => (fate?.outcome === "accepted" ? [fate.batchId] : []));
  const isolated = new Set(isolatedOf(state).map((rejection) => rejection.position));
  return [{ position, end: position + recipients, batchId: step.last.fate.batchId, batchIds, isolated }];
}

/** Returns what says of each recipient of a chunk whether there is a report, each of which is of one recipient. */
function reportsOf(
  chunk: AcceptedChunk | undefined,
  ofBatch: ReadonlyMap<string, readonly Delivery[]>,
): (recipient: RecipientAndParam) => boolean {
  const reports = chunk?.batchIds.flatMap((batchId) => ofBatch.get(batchId) ?? []) ?? [];
  // However the reports name them: nobody is left.
  if (chunk && reports.length >= chunk.end - chunk.position - chunk.isolated.size) return () => true;
  const named = new Map<string, Set<Delivery>>();
  for (const report of reports) {
    for (const name of namesOf(report.contactId, [report])) named.set(name, (named.get(name) ?? new Set()).add(report));
  }
  const taken = new Set<Delivery>();
  return ({ recipient }) => {
    for (const name of namesOf(recipient.contact_id, recipient.identified_by?.channel_identities ?? [])) {
      const report = [...(named.get(name) ?? [])].find((one) => !taken.has(one));
      if (report) return Boolean(taken.add(report));
    }
    return false;
  };
}

/** What a recipient is known by. A number may be written with a plus, or without. */
function namesOf(
  contactId: string | undefined,
  identities: readonly { readonly channel?: string | undefined; readonly identity?: string | undefined }[],
): readonly string[] {
  return [
    ...(contactId ? [contactId] : []),
    ...identities.map(({ channel, identity = "" }) => `${channel} ${identity.replace(/^\+/, "")}`),
  ];
}
