import { createBullBoard } from "@bull-board/api";
import { BullMQAdapter } from "@bull-board/api/bullMQAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { Queue } from "bullmq";
import express from "express";

/** An app with bull-board at `/queues`. It shows chunks, and neither their recipients nor the message. */
export function boardOf(queue: Queue) {
  const shown = new BullMQAdapter(queue, { readOnlyMode: true });
  shown.setFormatter("data", ({ send: _, ...chunk }) => chunk);
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath("/queues");
  createBullBoard({ queues: [shown], serverAdapter });
  return express().use("/queues", serverAdapter.getRouter());
}
