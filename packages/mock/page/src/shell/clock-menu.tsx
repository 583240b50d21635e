import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { dayAndTimeOf, dayOf, secondsOf } from "../core/time.ts";
import { useNow, useWorld } from "../core/world.ts";
import { Icon } from "../ui/icon.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";
import { ResetButton } from "./reset-button.tsx";

const STEPS = [
  ["1 s", 1000],
  ["1 min", 60_000],
  ["1 h", 3_600_000],
  ["1 day", 86_400_000],
] as const;

/** The clock of the local Sinch. One that is moved by hand is moved here. */
export function ClockMenu(): JSX.Element {
  const world = useWorld();
  const now = useNow(world?.clock);
  const { run, isBusy, problem } = useAction();
  const [seconds, setSeconds] = useState("30");
  const advance = (ms: number): Promise<boolean> => run(() => dataOf(api.POST("/api/clock/advance", { body: { ms } })));
  const isManual = world?.clock.mode === "manual";
  const iso = now?.toISOString();
  return (
    <>
      <button type="button" class="plain clock" popovertarget="clock">
        <Icon name="clock" label="Clock" />
        {iso !== undefined && (
          <time dateTime={iso}>
            {isManual && <span class="label">{dayOf(iso)} </span>}
            {secondsOf(iso)}
          </time>
        )}
      </button>
      <div id="clock" class="menu" popover="auto">
        <h2>{isManual ? "The clock moves by hand" : "The clock runs"}</h2>
        {iso !== undefined && <p>{dayAndTimeOf(iso)}</p>}
        {isManual ? (
          <>
            <div class="buttons">
              {STEPS.map(([label, ms]) => (
                <button type="button" disabled={isBusy} onClick={() => advance(ms)}>
                  {`+ ${label}`}
                </button>
              ))}
            </div>
            <form
              class="inline"
              onSubmit={(event) => {
                event.preventDefault();
                void advance(Number(seconds) * 1000);
              }}
            >
              <label>
                Seconds
                <input
                  type="number"
                  min="0"
                  max="31622400"
                  step="any"
                  required
                  value={seconds}
                  onInput={(event) => setSeconds(event.currentTarget.value)}
                />
              </label>
              <button type="submit" disabled={isBusy}>
                Advance
              </button>
            </form>
          </>
        ) : (
          <p class="quiet">
            Started with <code>--manual-clock</code>, it moves by hand alone, here or from a test.
          </p>
        )}
        <ProblemLine text={problem} />
        <hr />
        <ResetButton />
      </div>
    </>
  );
}
