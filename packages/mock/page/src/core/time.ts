const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const SECONDS = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const LONG = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Writes hours and minutes. */
export function timeOf(iso: string): string {
  return TIME.format(new Date(iso));
}

/** Writes the time to the second. */
export function secondsOf(iso: string): string {
  return SECONDS.format(new Date(iso));
}

/** Writes the day and the month. */
export function dayOf(iso: string): string {
  return DAY.format(new Date(iso));
}

/** Writes day and time in full. */
export function dayAndTimeOf(iso: string): string {
  return LONG.format(new Date(iso));
}

/** Writes how long something takes, in its largest unit: `1.5 s`, `3 min`. */
export function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${+(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  if (ms < 86_400_000) return `${+(ms / 3_600_000).toFixed(1)} h`;
  return `${+(ms / 86_400_000).toFixed(1)} days`;
}
