import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api, dataOf } from "../core/api.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";

/** Makes the world as it was at its start, when pressed twice; takes it away as a file, and back from one. */
export function ResetButton(): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const { run, isBusy, problem } = useAction();
  const press = (): void => {
    setAsking(!isAsking);
    if (isAsking) void run(() => dataOf(api.POST("/api/reset")));
  };
  const restore = (file: File | undefined): void => {
    if (file) void run(async () => dataOf(api.PUT("/api/snapshot", { body: JSON.parse(await file.text()) })));
  };
  return (
    <>
      <h3>The world</h3>
      <div class="buttons">
        <a class="button" href="/api/snapshot" download="local-sinch.json">
          Save
        </a>
        <label class="button">
          Restore
          <input
            class="unseen"
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              restore(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
        </label>
        <button type="button" class={isAsking ? "danger" : ""} disabled={isBusy} onClick={press}>
          {isAsking ? "Forget everything" : "Reset"}
        </button>
      </div>
      <ProblemLine text={problem} />
    </>
  );
}
