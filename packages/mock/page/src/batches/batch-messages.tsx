import type { JSX } from "preact";
import type { WorldBatch } from "../../../src/schemas.gen.ts";
import { previewOf } from "../content/preview.ts";
import { api, dataOf } from "../core/api.ts";
import { addressLabel } from "../core/channels.ts";
import { merged } from "../core/merge.ts";
import { personPathOf } from "../core/people.ts";
import { hrefOf } from "../core/route.ts";
import { useLive } from "../core/use-live.ts";
import { ChannelMark } from "../ui/channel-mark.tsx";
import { Fold } from "../ui/fold.tsx";
import { StatusMark } from "../ui/status-mark.tsx";

const LIMIT = 100;

/** The newest messages of a batch, each leading to its phone. */
export function BatchMessages({ batch: { id, counts } }: { batch: WorldBatch }): JSX.Element {
  const { value = [] } = useLive(
    `batch messages ${id}`,
    async () =>
      (await dataOf(api.GET("/api/messages", { params: { query: { batch_id: id, limit: LIMIT } } }))).messages,
    (list, { messages = [] }) => {
      const ours = messages.filter(({ batch_id }) => batch_id === id);
      return ours.length === 0 ? list : merged(list, ours, "oldest-first").slice(-LIMIT);
    },
  );
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <Fold title="Messages" count={total} isOpen>
      <ul class="batch-messages">
        {value.map((message) => (
          <li key={message.id}>
            <a href={hrefOf({ view: "people", path: personPathOf(message), message: message.id })}>
              <ChannelMark channel={message.channel_identity.channel} />
              <span>{addressLabel(message.channel_identity.channel, message.channel_identity.identity)}</span>
              <span class="cut quiet">{previewOf(message)}</span>
              <StatusMark status={message.status} />
            </a>
          </li>
        ))}
      </ul>
      {value.length === 0 && <p class="quiet">None yet: they are made when the batch goes out.</p>}
    </Fold>
  );
}
