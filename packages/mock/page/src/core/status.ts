/** How a state of a message is shown. */
export interface StatusLook {
  readonly label: string;
  readonly icon: "clock" | "tick" | "ticks" | "alert" | "switch" | "in";
  readonly tone: "quiet" | "good" | "bad" | "warn";
}

const LOOKS: Readonly<Record<string, StatusLook>> = {
  QUEUED: { label: "Queued", icon: "clock", tone: "quiet" },
  QUEUED_ON_CHANNEL: { label: "Sent", icon: "tick", tone: "quiet" },
  DELIVERED: { label: "Delivered", icon: "ticks", tone: "quiet" },
  READ: { label: "Read", icon: "ticks", tone: "good" },
  FAILED: { label: "Failed", icon: "alert", tone: "bad" },
  SWITCHING_CHANNEL: { label: "Switching channel", icon: "switch", tone: "warn" },
  RECEIVED: { label: "Received", icon: "in", tone: "quiet" },
};

/** The states of a message, in the order in which they come. */
export const STATUSES: readonly string[] = Object.keys(LOOKS);

/** Returns how a state is shown; one that the page does not know keeps its name. */
export function statusLook(status: string): StatusLook {
  return LOOKS[status] ?? { label: status, icon: "clock", tone: "quiet" };
}
