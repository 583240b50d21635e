import type { JSX } from "preact";
import type { Draft } from "./draft.ts";

interface Props {
  isBusy: boolean;
  send: (draft: Draft) => void;
}

/** A form that sends a file, by its address. */
export function MediaForm({ isBusy, send }: Props): JSX.Element {
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        send({ media_message: { url: String(new FormData(event.currentTarget).get("url")) } });
      }}
    >
      <label class="wide">
        Address of the file
        <input name="url" type="url" required defaultValue="https://cdn.example.com/photo.jpg" />
      </label>
      <button type="submit" class="wide" disabled={isBusy}>
        Send file
      </button>
    </form>
  );
}
