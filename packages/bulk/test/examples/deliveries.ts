/// <reference types="node" />
import { writeFile } from "node:fs/promises";
import { deliveryReport, fileLedger, type Recipients } from "@sinch-fetch/bulk";
import { callbackHandler } from "@sinch-fetch/conversation/callbacks";

const report = deliveryReport(fileLedger("pickup-2026-03.ledger"));

/** A handler of requests, for the address that your webhook calls. */
export const handler = callbackHandler({
  secret: process.env.SINCH_WEBHOOK_SECRET ?? "",
  on: { MESSAGE_DELIVERY: report.onDelivery },
});

/** @param recipients The input of the run, to list who is silent, too. */
export async function show(recipients: Recipients, runId = "pickup-2026-03") {
  const { delivered, failed, reasons, silent } = await report.counts(runId);
  console.log(delivered, "delivered,", failed, "failed", reasons, silent, "silent");
  await writeFile("deliveries.csv", await report.csv(runId, recipients));
  await writeFile("deliveries.svg", await report.svg(runId));
}
