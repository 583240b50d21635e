import type { WorldBatch, WorldCallback } from "../schemas.gen.ts";
import type { Batch, Callback } from "../world/data.ts";

/** A batch as the control API returns it. */
export function batchView(batch: Batch): WorldBatch {
  const view: unknown = {
    id: batch.id,
    project_id: batch.projectId,
    app_id: batch.appId,
    status: batch.status,
    accept_time: new Date(batch.acceptMs).toISOString(),
    send_after: new Date(batch.sendAfterMs).toISOString(),
    recipients: batch.recipients,
    counts: batch.counts,
    batch_metadata: batch.metadata,
    message: batch.message,
    ...(batch.requestId !== undefined && { request_id: batch.requestId }),
  };
  return view as WorldBatch;
}

/** A callback as the control API returns it; the query of its URL, which may hold a secret, is left out. */
export function callbackView(callback: Callback): WorldCallback {
  const { origin, pathname } = new URL(callback.url);
  return {
    id: callback.id,
    project_id: callback.projectId,
    app_id: callback.appId,
    trigger: callback.trigger,
    time: new Date(callback.atMs).toISOString(),
    url: `${origin}${pathname}`,
    signed: callback.isSigned,
    ...(callback.messageId !== undefined && { message_id: callback.messageId }),
    ...(callback.batchId !== undefined && { batch_id: callback.batchId }),
    state: callback.state,
    ...(callback.nextAttemptMs !== undefined && { next_attempt_time: new Date(callback.nextAttemptMs).toISOString() }),
    attempts: callback.attempts.map(({ atMs, status, body, error, durationMs }) => ({
      time: new Date(atMs).toISOString(),
      ...(status !== undefined && { status }),
      ...(body !== undefined && { body }),
      ...(error !== undefined && { error }),
      duration_ms: durationMs,
    })),
    body: callback.body,
  };
}
