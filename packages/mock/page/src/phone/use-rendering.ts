import { useEffect, useState } from "preact/hooks";
import type { Rendering, WorldMessage } from "../../../src/schemas.gen.ts";
import { contentOn } from "../content/kinds.ts";
import { api, dataOf } from "../core/api.ts";
import { onEvent } from "../core/live.ts";

/** Content does not change: each message is asked for once. */
const known = new Map<string, Promise<readonly Rendering[]>>();

// A world that was reset may give the same id to another message.
onEvent(({ type }) => {
  if (type === "reload") known.clear();
});

/** Returns how the channels show a message. */
export function renderingsOf(messageId: string): Promise<readonly Rendering[]> {
  const promise =
    known.get(messageId) ??
    dataOf(api.GET("/api/messages/{message_id}/renderings", { params: { path: { message_id: messageId } } })).then(
      ({ renderings }) => renderings,
    );
  known.set(messageId, promise);
  promise.catch(() => known.delete(messageId));
  return promise;
}

/** Returns what a channel makes of a message; `undefined` for a text, and until it is known. */
export function useRendering({ id, app_message }: WorldMessage, channel: Rendering["channel"]): Rendering | undefined {
  const [renderings, setRenderings] = useState<readonly Rendering[]>([]);
  const isText = app_message === undefined || contentOn(app_message, channel).text_message !== undefined;
  useEffect(() => {
    if (isText) return;
    let isOver = false;
    renderingsOf(id).then(
      (list) => {
        if (!isOver) setRenderings(list);
      },
      // It is shown by its kind instead.
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [id, isText]);
  return renderings.find((one) => one.channel === channel);
}
