import type { JSX } from "preact";
import { Icon } from "./icon.tsx";

/** The initials of a name on a colour of its own; a figure where the name is a number. */
export function Avatar({ name }: { name: string }): JSX.Element {
  const letters = name
    .split(/\s+/)
    .map((word) => /^\p{L}/u.exec(word)?.[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span class="avatar" aria-hidden="true" style={{ "--hue": String(hueOf(name)) }}>
      {letters === "" ? <Icon name="person" /> : letters}
    </span>
  );
}

/** Returns a hue that is always the same for the same text. */
export function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0;
  return (hash >>> 8) % 360;
}
