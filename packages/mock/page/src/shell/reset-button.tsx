import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";

/** Makes the world as it was at its start, when pressed twice; and takes it away as a file. */
export function ResetButton(): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const { run, isBusy, problem } = useAction();
  const press = (): void => {
    setAsking(!isAsking);
    if (isAsking) void run(() => dataOf(api.POST("/api/reset")));
  };
  return (
    <>
      <div class="buttons">
        <a class="button" href="/api/snapshot" download="local-sinch.json">
          Save a snapshot
        </a>
        <button type="button" class={isAsking ? "danger" : ""} disabled={isBusy} onClick={press}>
          {isAsking ? "Forget everything" : "Reset"}
        </button>
      </div>
      <ProblemLine text={problem} />
    </>
  );
}
