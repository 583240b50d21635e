import type { JSX } from "preact";
import type { CallbackAttempt, WorldCallback } from "../../../src/schemas.gen.ts";
import { statusLook } from "../core/status.ts";
import { durationOf, secondsOf } from "../core/time.ts";
import { JsonBlock } from "../ui/code-block.tsx";
import { Expander } from "../ui/expander.tsx";

const STATES: Readonly<Record<string, { label: string; tone: string }>> = {
  PENDING: { label: "Waiting", tone: "warn" },
  TAKEN: { label: "Taken", tone: "good" },
  GIVEN_UP: { label: "Given up", tone: "bad" },
};

/** Callbacks, each with its attempts and its body. */
export function CallbackList({ callbacks }: { callbacks: readonly WorldCallback[] }): JSX.Element {
  if (callbacks.length === 0) {
    return (
      <p class="quiet">
        None. Make a webhook for the app, or send with <code>callback_url</code>; an address on loopback will do.
      </p>
    );
  }
  return (
    <ul class="events">
      {callbacks.map((callback) => (
        <li key={callback.id}>
          <Callback callback={callback} />
        </li>
      ))}
    </ul>
  );
}

function Callback({ callback }: { callback: WorldCallback }): JSX.Element {
  const { trigger, time, url, signed, state, attempts, next_attempt_time, body } = callback;
  const { label, tone } = STATES[state] ?? { label: state, tone: "quiet" };
  const last = attempts.at(-1);
  const summary = (
    <>
      <span class="dot" data-tone={tone} title={label} />
      <span class="cut">
        <span class="event-name">{trigger}</span> {statusIn(body)}
      </span>
      <span class="event-said">{last === undefined ? label : (last.status ?? "no response")}</span>
      <time dateTime={time}>{secondsOf(time)}</time>
    </>
  );
  return (
    <Expander summary={summary}>
      {() => (
        <>
          <p class="quiet break">{`${label}. To ${url}, ${signed ? "signed" : "not signed"}.`}</p>
          <ol class="attempts" aria-label="Attempts">
            {attempts.map((attempt) => (
              <li>
                {`${secondsOf(attempt.time)}, ${outcomeOf(attempt)} after ${durationOf(attempt.duration_ms)}`}
                {attempt.body && <pre class="said">{attempt.body}</pre>}
              </li>
            ))}
            {next_attempt_time && <li>{`Next at ${secondsOf(next_attempt_time)}`}</li>}
          </ol>
          <JsonBlock label={`Body of the callback ${trigger}`} value={body} />
        </>
      )}
    </Expander>
  );
}

/** Returns the state that a callback is about, whatever its trigger. */
function statusIn(body: WorldCallback["body"]): string {
  const parts: unknown[] = Object.values(body);
  for (const part of parts) {
    if (typeof part !== "object" || part === null || !("status" in part)) continue;
    if (typeof part.status === "string") return statusLook(part.status).label.toLowerCase();
  }
  return "";
}

function outcomeOf({ status, error }: CallbackAttempt): string {
  return status === undefined ? (error ?? "no response") : String(status);
}
