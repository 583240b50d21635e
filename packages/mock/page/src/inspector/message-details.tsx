import type { JSX } from "preact";
import type { RecordedRequest, WorldCallback, WorldMessage } from "../../../src/schemas.gen.ts";
import { CallbackList } from "../traffic/callback-list.tsx";
import { RepeatReply, RepeatRequest } from "../traffic/repeat.tsx";
import { RequestBlock } from "../traffic/request-block.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { Fold } from "../ui/fold.tsx";
import { Elsewhere } from "./elsewhere.tsx";
import { History } from "./history.tsx";
import { SetStatus } from "./set-status.tsx";

interface Props {
  message: WorldMessage;
  callbacks: readonly WorldCallback[];
  /** The request that made it. */
  request: RecordedRequest | undefined;
}

/** The parts of what is behind a message. */
export function MessageDetails({ message, callbacks, request }: Props): JSX.Element {
  const { id, app_message, contact_message, metadata, correlation_id, conversation_id, contact_id, batch_id } = message;
  return (
    <>
      <History message={message} />
      {app_message && <SetStatus message={message} />}
      <Facts>
        <Fact name="Message" value={id} />
        <Fact name="Contact" value={contact_id} />
        <Fact name="Conversation" value={conversation_id} />
        <Fact name="Batch" value={batch_id} href={batch_id && `#/batches/${encodeURIComponent(batch_id)}`} />
        <Fact name="Correlation" value={correlation_id} />
        <Fact name="Metadata" value={metadata} />
      </Facts>
      <Fold title="Callbacks" count={callbacks.length} isOpen>
        <CallbackList callbacks={callbacks} />
      </Fold>
      {request && (
        <Fold title="Request and response">
          <RequestBlock request={request} />
        </Fold>
      )}
      <Fold title="Repeat it">
        {request ? <RepeatRequest request={request} /> : contact_message && <RepeatReply message={message} />}
      </Fold>
      {app_message && (
        <Fold title="On other channels">
          <Elsewhere messageId={id} />
        </Fold>
      )}
    </>
  );
}
