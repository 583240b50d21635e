import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { channelLabel } from "../core/channels.ts";
import { Icon } from "../ui/icon.tsx";
import type { Draft } from "./draft.ts";
import { LocationForm } from "./location-form.tsx";
import { MediaForm } from "./media-form.tsx";

/** A form that can be open above the box. */
export type Panel = "location" | "media" | undefined;

interface Props {
  channel: string;
  panel: Panel;
  onPanel: (panel: Panel) => void;
  isBusy: boolean;
  /** Sends it, and resolves to whether it went well. */
  send: (draft: Draft) => Promise<boolean>;
}

/** The box to write in as the contact, and what else a contact can send. */
export function Composer({ channel, panel, onPanel, isBusy, send }: Props): JSX.Element {
  const [text, setText] = useState("");
  const sendText = async (): Promise<void> => {
    if (text.trim() !== "" && (await send({ text }))) setText("");
  };
  const sendAndClose = async (draft: Draft): Promise<void> => {
    if (await send(draft)) onPanel(undefined);
  };
  const toggle = (one: Panel): void => onPanel(panel === one ? undefined : one);
  return (
    <div class="composer">
      <div class="extras">
        <button type="button" aria-expanded={panel === "location"} onClick={() => toggle("location")}>
          <Icon name="place" /> Location
        </button>
        <button type="button" aria-expanded={panel === "media"} onClick={() => toggle("media")}>
          <Icon name="image" /> File
        </button>
        <button type="button" disabled={isBusy} onClick={() => send({ text: "STOP" })}>
          STOP
        </button>
      </div>
      {panel === "location" && <LocationForm isBusy={isBusy} send={sendAndClose} />}
      {panel === "media" && <MediaForm isBusy={isBusy} send={sendAndClose} />}
      <form
        class="box"
        onSubmit={(event) => {
          event.preventDefault();
          void sendText();
        }}
      >
        <input
          aria-label={`Reply on ${channelLabel(channel)}`}
          placeholder="Reply as the contact"
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="send" aria-label="Send" disabled={isBusy || text.trim() === ""}>
          <Icon name="send" />
        </button>
      </form>
    </div>
  );
}
