import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

interface Props {
  title: string;
  /** How many there are inside. */
  count?: number;
  isOpen?: boolean;
  children: ComponentChildren;
}

/** A part that opens and closes. Its content is made when it is first opened. */
export function Fold({ title, count, isOpen = false, children }: Props): JSX.Element {
  const [wasOpened, setOpened] = useState(isOpen);
  return (
    <details class="fold" open={isOpen} onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        {title}
        {count !== undefined && <span class="count">{count}</span>}
      </summary>
      {wasOpened && children}
    </details>
  );
}
