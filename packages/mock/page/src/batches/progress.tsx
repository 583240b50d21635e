import type { JSX } from "preact";
import type { WorldBatch } from "../../../src/schemas.gen.ts";
import { STATUSES, statusLook } from "../core/status.ts";

/** What comes first in the bar: what is furthest. */
const ORDER = ["READ", "DELIVERED", "FAILED", "QUEUED_ON_CHANNEL", "SWITCHING_CHANNEL", "QUEUED"];

/** How many messages of a batch are in which state, the furthest first. */
export function countsOf({ counts }: WorldBatch): readonly (readonly [status: string, count: number])[] {
  const names = [...new Set([...ORDER, ...STATUSES, ...Object.keys(counts)])];
  return names.map((status) => [status, counts[status] ?? 0] as const).filter(([, count]) => count > 0);
}

/** How far a batch is, as a bar of its messages by state. */
export function Progress({ batch }: { batch: WorldBatch }): JSX.Element {
  const { recipients } = batch;
  const counts = countsOf(batch);
  const words = counts.map(([status, count]) => `${count} ${statusLook(status).label.toLowerCase()}`).join(", ");
  return (
    <span class="progress" role="img" aria-label={`Of ${recipients}: ${words || "none sent"}`}>
      {counts.map(([status, count]) => (
        <span data-status={status} style={{ width: `${(100 * count) / Math.max(recipients, 1)}%` }} />
      ))}
    </span>
  );
}
