import type { JSX } from "preact";

const LOOKS: Readonly<Record<string, { label: string; tone: string }>> = {
  READY: { label: "Ready", tone: "quiet" },
  SCHEDULED: { label: "Scheduled", tone: "warn" },
  PROCESSED: { label: "Processed", tone: "good" },
  CANCELLED: { label: "Cancelled", tone: "bad" },
};

/** The state of a batch. */
export function BatchStatus({ status }: { status: string }): JSX.Element {
  const { label, tone } = LOOKS[status] ?? { label: status, tone: "quiet" };
  return (
    <span class="status" data-tone={tone}>
      <span class="dot" data-tone={tone} />
      {label}
    </span>
  );
}
