import type { JSX } from "preact";
import { Icon } from "./icon.tsx";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A field to search in. */
export function SearchField({ label, value, onChange }: Props): JSX.Element {
  return (
    <label class="search">
      <Icon name="search" />
      <span class="unseen">{label}</span>
      <input
        type="search"
        placeholder="Search"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
