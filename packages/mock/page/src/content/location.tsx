import type { JSX } from "preact";
import type { LocationMessage } from "../../../src/schemas.gen.ts";
import { Icon } from "../ui/icon.tsx";

/** A place on a map that is only drawn; the link opens a real one. */
export function Location({ title, label, coordinates }: LocationMessage): JSX.Element {
  const { latitude, longitude } = coordinates;
  const place = `${latitude}, ${longitude}`;
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return (
    <div class="card">
      <div class="map">
        <Icon name="place" label="Map" />
      </div>
      <strong class="card-title">{title}</strong>
      {label && <span>{label}</span>}
      <a href={href} target="_blank" rel="noopener noreferrer">
        {place}
      </a>
    </div>
  );
}
