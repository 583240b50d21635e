import type { JSX } from "preact";
import { dayAndTimeOf, timeOf } from "../core/time.ts";

/** A time of the day, in full when pointed at. */
export function WhenMark({ iso }: { iso: string }): JSX.Element {
  return (
    <time class="when" dateTime={iso} title={dayAndTimeOf(iso)}>
      {timeOf(iso)}
    </time>
  );
}
