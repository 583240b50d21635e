import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Rendering } from "../../../src/schemas.gen.ts";
import { renderingsOf } from "../phone/use-rendering.ts";
import { ChannelMark } from "../ui/channel-mark.tsx";

/** What the other channels make of a message. */
export function Elsewhere({ messageId }: { messageId: string }): JSX.Element {
  const [renderings, setRenderings] = useState<readonly Rendering[]>([]);
  useEffect(() => {
    let isOver = false;
    renderingsOf(messageId).then(
      (list) => {
        if (!isOver) setRenderings(list);
      },
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [messageId]);
  return (
    <ul class="renderings">
      {renderings.map(({ channel, is_native, text }) => (
        <li>
          <ChannelMark channel={channel} />
          <span class={is_native ? "quiet" : "text"}>{is_native ? "Shows it as it is." : text}</span>
        </li>
      ))}
    </ul>
  );
}
