import type { JSX } from "preact";
import { api, dataOf } from "../core/api.ts";
import { merged } from "../core/merge.ts";
import { useLive } from "../core/use-live.ts";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProblemLine } from "../ui/problem.tsx";
import { useFocusIfLost } from "../ui/use-focus-if-lost.ts";
import { MessageDetails } from "./message-details.tsx";

interface Props {
  /** The message; `undefined` for none. */
  id: string | undefined;
  onClose: () => void;
}

/** What is behind a message: its states, its request, its callbacks, and how to repeat it. */
export function MessagePane({ id, onClose }: Props): JSX.Element {
  const title = useFocusIfLost<HTMLHeadingElement>(id);
  if (id === undefined) {
    return (
      <Empty icon="ticks" title="What is behind a message?">
        <p>Choose the time below it: its states, the raw request, the callbacks, and code that repeats it.</p>
      </Empty>
    );
  }
  return (
    <>
      <div class="side-head">
        <h2 ref={title} tabIndex={-1}>
          Message
        </h2>
        <button type="button" class="plain" onClick={onClose} aria-label="Close the message">
          <Icon name="close" />
        </button>
      </div>
      <LoadedMessage key={id} id={id} />
    </>
  );
}

function LoadedMessage({ id }: { id: string }): JSX.Element {
  const message = useLive(
    `message ${id}`,
    () => dataOf(api.GET("/api/messages/{message_id}", { params: { path: { message_id: id } } })),
    (value, { messages }) => messages?.find((one) => one.id === id) ?? value,
  );
  const callbacks = useLive(
    `callbacks ${id}`,
    async () => (await dataOf(api.GET("/api/callbacks", { params: { query: { message_id: id } } }))).callbacks,
    (value, event) => {
      const ours = (event.callbacks ?? []).filter(({ message_id }) => message_id === id);
      return ours.length === 0 ? value : merged(value, ours, "newest-first");
    },
  );
  const requests = useLive(
    `requests ${id}`,
    async () => (await dataOf(api.GET("/api/requests", { params: { query: { message_id: id } } }))).requests,
    (value) => value,
  );
  if (message.value === undefined) return <ProblemLine text={message.error} />;
  return <MessageDetails message={message.value} callbacks={callbacks.value ?? []} request={requests.value?.at(-1)} />;
}
