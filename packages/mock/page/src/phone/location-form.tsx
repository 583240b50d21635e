import type { JSX } from "preact";
import type { Draft } from "./draft.ts";

interface Props {
  isBusy: boolean;
  send: (draft: Draft) => void;
}

/** A form that sends a position. */
export function LocationForm({ isBusy, send }: Props): JSX.Element {
  const submit = (form: HTMLFormElement): void => {
    const field = (name: string): string => String(new FormData(form).get(name) ?? "");
    const coordinates = { latitude: Number(field("latitude")), longitude: Number(field("longitude")) };
    send({ location_message: { title: field("title"), coordinates } });
  };
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget);
      }}
    >
      <label>
        Latitude
        <input name="latitude" type="number" step="any" min="-90" max="90" required defaultValue="59.3293" />
      </label>
      <label>
        Longitude
        <input name="longitude" type="number" step="any" min="-180" max="180" required defaultValue="18.0686" />
      </label>
      <label>
        Title
        <input name="title" required defaultValue="I am here" />
      </label>
      <button type="submit" disabled={isBusy}>
        Send location
      </button>
    </form>
  );
}
