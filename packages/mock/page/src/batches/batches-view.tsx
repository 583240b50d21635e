import type { JSX } from "preact";
import type { WorldBatch } from "../../../src/schemas.gen.ts";
import { appPreview } from "../content/preview.ts";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { hrefOf, type Route } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { Empty } from "../ui/empty.tsx";
import { moveFocus } from "../ui/move-focus.ts";
import { WhenMark } from "../ui/when-mark.tsx";
import { BatchDetails } from "./batch-details.tsx";
import { BatchStatus } from "./batch-status.tsx";
import { FirstBatch } from "./first-batch.tsx";
import { Progress } from "./progress.tsx";

/** Batches with their progress, and what is behind one of them. */
export function BatchesView({ route }: { route: Route }): JSX.Element {
  const { value } = useLive(
    "batches",
    async () => (await dataOf(api.GET("/api/batches"))).batches,
    (list, { batches = [] }) => (batches.length === 0 ? list : merged(list, batches, "newest-first")),
  );
  const [id] = route.path;
  const chosen = value?.find((batch) => batch.id === id);
  if (value?.length === 0) return <FirstBatch />;
  return (
    <div class="panes" data-depth={id === undefined ? "list" : "person"}>
      <section class="pane list-pane" aria-label="Batches">
        <ul class="list" onKeyDown={moveFocus}>
          {value?.map((batch) => (
            <li key={batch.id}>
              <BatchRow batch={batch} isCurrent={batch.id === id} />
            </li>
          ))}
        </ul>
      </section>
      <section class="pane wide-pane" aria-label="Batch">
        {chosen ? (
          <BatchDetails key={chosen.id} batch={chosen} />
        ) : (
          <Empty icon="batches" title={id === undefined ? "Which batch do you want to see?" : "No batch by that id"}>
            <p>Pick one from the list.</p>
          </Empty>
        )}
      </section>
    </div>
  );
}

function BatchRow({ batch, isCurrent }: { batch: WorldBatch; isCurrent: boolean }): JSX.Element {
  return (
    <a class="batch" href={hrefOf({ view: "batches", path: [batch.id] })} aria-current={isCurrent ? "true" : undefined}>
      <span class="cut batch-name">{appPreview(batch.message)}</span>
      <WhenMark iso={batch.accept_time} />
      <Progress batch={batch} />
      <span class="quiet">{`${batch.recipients} recipients`}</span>
      <BatchStatus status={batch.status} />
    </a>
  );
}
