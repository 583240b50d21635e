import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type BundledTrial, bundleTrial } from "../src/bundle-trial.ts";
import { PLATFORMS, runTrial } from "../src/platforms.ts";
import type { TrialFindings } from "../src/trial/trial.ts";
import { openTrialStage, type TrialStage } from "../src/trial-stage.ts";

let stage: TrialStage;
let trial: BundledTrial;

beforeAll(async () => {
  const project = inject("project");
  [stage, trial] = await Promise.all([openTrialStage(project), bundleTrial(project)]);
}, 300_000);

afterAll(() => stage?.close());

for (const platform of PLATFORMS) {
  describe.skipIf(platform.isMissing)(`on ${platform.name},`, () => {
    const { name, tellsWhatFailed, showsRedirects, sendsOnce } = platform;
    const projectId = name.replaceAll(/[^\w.]/g, "-");
    let found: TrialFindings;

    beforeAll(async () => {
      found = await runTrial(platform, trial, await stage.placesFor(projectId));
    });

    test("a message, a batch, a list and a bulk run reach the mock and bring its responses", () => {
      expect(found).toMatchObject({
        messageId: "01JCTM9D5N2K8R6V3X7ZQWB0TE",
        batchId: "01JCTQ7H3B5E8N1W4Y6Z9CMKTA",
        contacts: 1,
        wire: { path: "/messages/{batch_id}", status: "READY" },
        bulk: { accepted: 2, batches: 2 },
      });
      expect(stage.askedOf(projectId)).toEqual([
        "Messages_SendMessage 200",
        "Batch_SendBatch 200",
        "Contact_ListContacts 200",
        "Batch_GetBatchStatus 200",
        "Batch_SendBatch 200",
        "Batch_SendBatch 200",
        "Messages_SendMessage 403",
      ]);
    });

    test("a refusal is an ApiError with what the server says", () => {
      expect(found.refusal).toEqual({ status: 403, statusName: "PERMISSION_DENIED", outcome: "rejected" });
    });

    test("a genuine callback is taken, and a forged one is refused", () => {
      expect(found.callbacks).toEqual({
        genuine: "taken",
        forged: "signature-mismatch",
        responses: [200, 401],
        handled: ["DELIVERED"],
      });
    });

    test("a call that fails says whether the server can have acted", () => {
      expect(found.ends).toMatchObject({
        "nobody listens": `ConnectionError, ${tellsWhatFailed ? "not-sent" : "unknown"}`,
        "aborted before": "AbortError, not-sent, no longer wanted",
        "aborted during the response": "AbortError, unknown, no longer wanted",
        "out of time": "TimeoutError, unknown",
        "connection dropped": "ConnectionError, unknown",
      });
    });

    test(`a redirected call ${showsRedirects ? "is made where it leads" : "is not made"}`, () => {
      const end = showsRedirects ? "responded" : "ConnectionError, unknown";

      expect(found.ends).toMatchObject({ "redirected read": end, "redirected send": end });
    });

    // Chromium sends again by itself.
    const times = sendsOnce ? 1 : 2;

    test(`a send goes out ${times === 1 ? "once" : "twice"} if a connection that was used before breaks under it`, () => {
      expect(stage.droppedFrom(projectId)).toHaveLength(times);
    });
  });
}
