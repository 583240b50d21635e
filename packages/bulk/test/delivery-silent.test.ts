import type { RecipientAndParam } from "@sinch-fetch/batch";
import { describe, expect, test } from "vitest";
import { type DeliveryCallback, deliveryReport, fileLedger, type SilentRecipient, sendBulk } from "../src/index.ts";
import { batchApi, type Trouble } from "./batch-api.ts";
import { ledgerPath } from "./ledger-path.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

const contact = (id: string): RecipientAndParam => ({ recipient: { contact_id: id } });
const reachable = (...numbers: string[]): RecipientAndParam => ({
  recipient: {
    identified_by: {
      channel_identities: numbers.map((identity, index) => ({ channel: index === 0 ? "WHATSAPP" : "SMS", identity })),
    },
  },
});

/** A delivery report as the service sends it. */
function delivered(batch: string, about: { contact?: string; channel?: string; identity?: string }): DeliveryCallback {
  const { contact: contact_id, channel, identity } = about;
  return {
    event_time: "2026-03-02T07:15:10Z",
    message_delivery_report: {
      message_id: JSON.stringify([batch, about, Math.random()]),
      status: "DELIVERED",
      contact_id,
      channel_identity: { channel, identity },
      metadata: JSON.stringify({ _batch_id: batch }),
    },
  };
}

/** Sends to all. @param trouble What befalls an attempt, from 1, of a chunk, from 0. */
async function sent(
  recipients: readonly RecipientAndParam[],
  trouble: (chunk: number, attempt: number) => Trouble | undefined = () => undefined,
) {
  const api = await batchApi({
    trouble(_, { batch_metadata }) {
      const { sinch_fetch_attempt } = batch_metadata as Record<string, string>;
      const [, chunk, , attempt] = sinch_fetch_attempt?.split("/") ?? [];
      return trouble(Number(chunk), Number(attempt));
    },
  });
  const ledger = fileLedger(ledgerPath());
  const run = { ...MESSAGE, runId: "spring", ledger, chunkSize: 4, concurrency: 1, settleMs: 0 };
  await sendBulk(clientOf(api), recipients, run);
  return deliveryReport(ledger);
}

async function listed(found: AsyncIterable<SilentRecipient>) {
  const positions: number[] = [];
  for await (const { position } of found) positions.push(position);
  return positions;
}

describe("deliveryReport().silent", () => {
  test("finds whom no report names, by contact or by channel and number", async () => {
    const input = [
      contact("ada"),
      reachable("+46700000001"),
      reachable("46700000002", "46700000003"),
      reachable("46700000004"),
      contact("bo"),
      // Twice in the input, and so sent to twice.
      contact("bo"),
      reachable("46700000005", "46700000006"),
    ];
    const report = await sent(input);
    await report.onDelivery(delivered("batch-1", { contact: "ada" }));
    await report.onDelivery(delivered("batch-1", { contact: "new", channel: "WHATSAPP", identity: "46700000001" }));
    await report.onDelivery(delivered("batch-1", { channel: "SMS", identity: "+46700000003" }));
    await report.onDelivery(delivered("batch-2", { contact: "bo" }));
    // The number of another channel.
    await report.onDelivery(delivered("batch-2", { channel: "SMS", identity: "46700000005" }));

    const found = [];
    for await (const one of report.silent("spring", input)) found.push(one);

    expect(found).toEqual([
      { position: 3, batch_id: "batch-1", recipient: input[3] },
      { position: 5, batch_id: "batch-2", recipient: input[5] },
      { position: 6, batch_id: "batch-2", recipient: input[6] },
    ]);
    await report.close();
  });

  test("leaves out who was refused, is unresolved, or was reported under another name", async () => {
    const input = [...people(16)];
    const report = await sent(input, (chunk, attempt) => {
      const field = "recipient_and_params[1].recipient";
      const details = [{ "@type": "type.googleapis.com/google.rpc.BadRequest", field_violations: [{ field }] }];
      // Of the first chunk one recipient is refused, and the others are sent again.
      if (chunk === 0 && attempt === 1) return { status: 400, body: { code: 400, details } };
      if (chunk === 1) return { status: 400, body: { code: 400 } };
      return chunk === 2 ? "lost-before" : undefined;
    });
    const found = [];
    for await (const { position, batch_id } of report.silent("spring", input)) found.push({ position, batch_id });
    const last = found.at(-1)?.batch_id ?? "";
    for (const identity of ["a", "b", "c", "d"]) {
      await report.onDelivery(delivered(last, { channel: "SMS", identity }));
    }

    expect(await report.counts("spring")).toMatchObject({ accepted: 7, rejected: 5, unresolved: 4, silent: 3 });
    expect(await listed(report.silent("spring", input))).toEqual([0, 2, 3]);
    await report.close();
  });

  test("reads the input as far as it needs, and lets go of it", async () => {
    const report = await sent([...people(8)]);
    let count = 0;
    let isOver = false;
    async function* input() {
      try {
        for (const one of people(1_000_000)) {
          count++;
          yield one;
        }
      } finally {
        isOver = true;
      }
    }

    for await (const { position } of report.silent("spring", input())) if (position === 5) break;
    expect([count, isOver]).toEqual([6, true]);
    isOver = false;
    count = 0;
    expect(await listed(report.silent("spring", input()))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([count, isOver]).toEqual([9, true]);
  });

  test("refuses an input that is shorter than the run, or is none", async () => {
    const report = await sent([...people(8)]);

    await expect(listed(report.silent("spring", people(7)))).rejects.toMatchObject({
      code: "changed",
      message: "deliveryReport: the input ended after 7 recipients, but the run had more",
    });
    await expect(listed(report.silent("spring", 8 as never))).rejects.toThrow(
      /^deliveryReport: recipients is not iterable/,
    );
  });
});

test("lists the silent recipients in JSON and CSV, where the input is given", async () => {
  const input = [contact("ada"), reachable("46700000001", "46700000002"), contact("bo")];
  const report = await sent(input);
  await report.onDelivery(delivered("batch-1", { contact: "bo", channel: "SMS", identity: "46700000009" }));

  expect((await report.csv("spring", input)).split("\r\n").slice(2)).toEqual([
    "batch-1,,,,ada,SILENT,,,0",
    "batch-1,,WHATSAPP,46700000001,,SILENT,,,1",
    "",
  ]);
  const { messages, silentRecipients, ...counts } = JSON.parse(await report.json("spring", input));
  expect(counts).toEqual(await report.counts("spring"));
  expect(messages).toMatchObject([{ identity: "46700000009", contact_id: "bo", status: "DELIVERED" }]);
  expect(silentRecipients).toMatchObject([
    { position: 0, batch_id: "batch-1", contact_id: "ada", status: "SILENT" },
    { position: 1, channel: "WHATSAPP", identity: "46700000001" },
  ]);
  expect(JSON.parse(await report.json("spring"))).not.toHaveProperty("silentRecipients");
  expect(await report.csv("spring")).not.toContain("SILENT");
  await report.close();
});
