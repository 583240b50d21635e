import type { JSX } from "preact";
import type { WorldBatch } from "../../../src/schemas.gen.ts";
import { appPreview } from "../content/preview.ts";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { hrefOf } from "../core/route.ts";
import { statusLook } from "../core/status.ts";
import { dayAndTimeOf } from "../core/time.ts";
import { useLive } from "../core/use-live.ts";
import { CallbackList } from "../traffic/callback-list.tsx";
import { RepeatRequest } from "../traffic/repeat.tsx";
import { RequestBlock } from "../traffic/request-block.tsx";
import { JsonBlock } from "../ui/code-block.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { Fold } from "../ui/fold.tsx";
import { Icon } from "../ui/icon.tsx";
import { useFocusIfLost } from "../ui/use-focus-if-lost.ts";
import { BatchMessages } from "./batch-messages.tsx";
import { BatchStatus } from "./batch-status.tsx";
import { countsOf, Progress } from "./progress.tsx";

/** A batch: its progress, its messages, its callbacks, and the request that made it. */
export function BatchDetails({ batch }: { batch: WorldBatch }): JSX.Element {
  const { id, app_id, project_id, recipients, status, accept_time, send_after, batch_metadata, message } = batch;
  const title = useFocusIfLost<HTMLHeadingElement>(id);
  const query = { batch_id: id };
  const callbacks = useLive(
    `callbacks ${id}`,
    async () => (await dataOf(api.GET("/api/callbacks", { params: { query } }))).callbacks,
    (list, event) => {
      const ours = (event.callbacks ?? []).filter(({ batch_id }) => batch_id === id);
      return ours.length === 0 ? list : merged(list, ours, "newest-first");
    },
  );
  const requests = useLive(
    `requests ${id}`,
    async () => (await dataOf(api.GET("/api/requests", { params: { query } }))).requests,
    (list, { batches }) => (batches?.some((one) => one.id === id) ? "reload" : list),
  );
  return (
    <>
      <div class="side-head">
        <a class="plain back" href={hrefOf({ view: "batches", path: [] })} aria-label="Back to the list">
          <Icon name="back" />
        </a>
        <h2 class="cut" ref={title} tabIndex={-1}>
          {appPreview(message)}
        </h2>
        <BatchStatus status={status} />
      </div>
      <Progress batch={batch} />
      <ul class="tallies">
        <li>
          <strong>{recipients}</strong> recipients
        </li>
        {countsOf(batch).map(([name, count]) => (
          <li data-status={name}>
            <strong>{count}</strong> {statusLook(name).label.toLowerCase()}
          </li>
        ))}
      </ul>
      <Facts>
        <Fact name="Batch" value={id} />
        <Fact name="App" value={`${app_id} in ${project_id}`} />
        <Fact name="Accepted" value={dayAndTimeOf(accept_time)} />
        <Fact name="Goes out after" value={dayAndTimeOf(send_after)} />
      </Facts>
      {batch_metadata && (
        <div>
          <h3>Metadata</h3>
          <JsonBlock label="Metadata of the batch" value={batch_metadata} />
        </div>
      )}
      <BatchMessages batch={batch} />
      <Fold title="Callbacks" count={callbacks.value?.length ?? 0}>
        <CallbackList callbacks={callbacks.value ?? []} />
      </Fold>
      {requests.value?.map((request) => (
        <Fold key={request.id} title={request.operation_id ?? `${request.method} ${request.path}`}>
          <RequestBlock request={request} />
          <RepeatRequest request={request} />
        </Fold>
      ))}
    </>
  );
}
