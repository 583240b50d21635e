import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type DeliveryCallback, deliveryReport, fileLedger, sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { ledgerPath } from "./ledger-path.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

/** A delivery report as the service sends it. */
function callback(
  message: string,
  status: string,
  more: { batch?: string; second?: number; code?: string } = {},
): DeliveryCallback {
  const { batch = "batch-1", second = 10, code } = more;
  return {
    event_time: `2026-03-02T07:15:${second}.120456Z`,
    message_delivery_report: {
      message_id: message,
      status,
      channel_identity: { channel: "SMS", identity: `46700, "${message}"` },
      reason: code === undefined ? null : { code },
      metadata: JSON.stringify({ kind: "pickup", _batch_id: batch }),
    },
  };
}

async function sentRun() {
  const api = await batchApi();
  const ledger = fileLedger(ledgerPath());
  await sendBulk(clientOf(api), people(10), { ...MESSAGE, runId: "spring", ledger, chunkSize: 5 });
  return { ledger, report: deliveryReport(ledger) };
}

describe("deliveryReport", () => {
  test("says who got the message, by the last report of each", async () => {
    const { ledger, report } = await sentRun();
    for (const event of [
      callback("m1", "DELIVERED", { second: 20 }),
      // Late, and twice.
      callback("m1", "QUEUED_ON_CHANNEL", { second: 10 }),
      callback("m1", "DELIVERED", { second: 20 }),
      callback("m2", "DELIVERED"),
      callback("m2", "READ", { second: 30 }),
      callback("m3", "FAILED", { code: "RECIPIENT_INVALID_CHANNEL_IDENTITY" }),
      callback("m4", "FAILED", { code: "RECIPIENT_INVALID_CHANNEL_IDENTITY", batch: "batch-2" }),
      callback("m5", "FAILED"),
      callback("m6", "SWITCHING_CHANNEL", { code: "CHANNEL_FAILURE" }),
      callback("m7", "DELIVERED", { batch: "of-another-run" }),
      { message_delivery_report: { message_id: "m8", status: "DELIVERED", metadata: "no JSON" } },
      { message_delivery_report: { message_id: "m9", status: "DELIVERED" } },
    ]) {
      await report.onDelivery(event);
    }

    const want = {
      runId: "spring",
      pending: 0,
      rejected: 0,
      unresolved: 0,
      accepted: 10,
      delivered: 2,
      read: 1,
      failed: 3,
      reasons: { RECIPIENT_INVALID_CHANNEL_IDENTITY: 2, UNKNOWN: 1 },
      underWay: 1,
      silent: 4,
    };
    expect(await report.counts("spring")).toEqual(want);
    await report.close();
    expect(await deliveryReport(ledger).counts("spring")).toEqual(want);
    const { messages, ...counts } = JSON.parse(await report.json("spring"));
    expect(counts).toEqual(want);
    expect(messages).toHaveLength(6);
  });

  test("writes CSV that any reader of it reads", async () => {
    const { report } = await sentRun();
    await report.onDelivery(callback("m3", "FAILED", { code: "NO_PERMISSION" }));

    expect(await report.csv("spring")).toBe(
      "batch_id,message_id,channel,identity,contact_id,status,reason,time,position\r\n" +
        'batch-1,m3,SMS,"46700, ""m3""",,FAILED,NO_PERMISSION,2026-03-02T07:15:10.120Z,\r\n',
    );
    await report.close();
  });

  test("draws a picture whose parts are as long as their counts", async () => {
    const { report } = await sentRun();
    await report.onDelivery(callback("m1", "DELIVERED"));
    await report.onDelivery(callback("m3", "FAILED", { code: 'A<B&"C' }));

    const svg = await report.svg("spring");

    const widths = [...svg.matchAll(/<rect x="[\d.]+" y="58" width="([\d.]+)"/g)].map(([, width]) => Number(width));
    // Of 600: one delivered, eight silent, one failed.
    expect(widths).toEqual([60, 480, 60]);
    expect(svg).toContain("A&lt;B&amp;&quot;C");
    expect(svg).toContain("Run spring: 1 of 10 delivered");
    await report.close();
  });

  test("refuses what is not a ledger", () => {
    expect(() => deliveryReport({} as never)).toThrow(/^deliveryReport: ledger is not a ledger/);
  });

  test("keeps no message and no token in its file", async () => {
    const path = ledgerPath();
    const ledger = fileLedger(path);
    const report = deliveryReport(ledger);
    await report.onDelivery(callback("m1", "DELIVERED"));
    await report.close();

    const { readFileSync } = await import("node:fs");
    const text = readFileSync(`${path}.deliveries`, "utf8");
    expect(text).not.toContain("pickup");
    expect(text.split("\n")).toHaveLength(3);
    writeFileSync(`${path}.deliveries`, `${text}{"torn`);
    expect(await ledger.deliveries.of(["batch-1"])).toHaveLength(1);
  });
});
