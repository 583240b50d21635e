import type { JSX } from "preact";
import { api, dataOf, done } from "../core/api.ts";
import { useLive } from "../core/use-live.ts";
import { Empty } from "../ui/empty.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";
import { FaultForm } from "./fault-form.tsx";
import { describeFault } from "./fault-words.ts";

/** The faults in force, and a form that adds one. */
export function FaultsView(): JSX.Element {
  const { value, error, reload } = useLive(
    "faults",
    async () => (await dataOf(api.GET("/api/faults"))).faults,
    (list, { type }) => (type === "faults" || type === "messages" ? "reload" : list),
  );
  const { run, isBusy, problem } = useAction();
  const remove = async (work: () => Promise<unknown>): Promise<void> => {
    if (await run(work)) reload();
  };
  return (
    <div class="sheet faults">
      <section aria-label="Faults in force">
        {value?.length === 0 && (
          <Empty icon="faults" title="Nothing goes wrong">
            <p>Add a fault to see how your program takes it.</p>
          </Empty>
        )}
        <ul class="fault-list">
          {value?.map((fault) => (
            <li key={fault.id}>
              <span>{describeFault(fault)}</span>
              <span class="quiet">{`Met ${fault.hits} ${fault.hits === 1 ? "time" : "times"}`}</span>
              <button
                type="button"
                disabled={isBusy}
                onClick={() =>
                  remove(() => done(api.DELETE("/api/faults/{fault_id}", { params: { path: { fault_id: fault.id } } })))
                }
              >
                Remove
              </button>
            </li>
          ))}
        </ul>
        {value !== undefined && value.length > 1 && (
          <button type="button" disabled={isBusy} onClick={() => remove(() => done(api.DELETE("/api/faults")))}>
            Remove all
          </button>
        )}
        <ProblemLine text={problem ?? error} />
      </section>
      <section aria-label="Add a fault">
        <h2>Add a fault</h2>
        <FaultForm onAdded={reload} />
      </section>
    </div>
  );
}
