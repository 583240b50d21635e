import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

interface Props {
  /** What is always shown. */
  summary: ComponentChildren;
  class?: string;
  isOpen?: boolean;
  /** Makes what is shown when it is open, not before it is first opened. */
  children: () => ComponentChildren;
}

/** A part that opens and closes. */
export function Expander({ summary, class: name, isOpen = false, children }: Props): JSX.Element {
  const [wasOpened, setOpened] = useState(isOpen);
  return (
    <details class={name} open={isOpen} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {wasOpened && children()}
    </details>
  );
}
