import type { ComponentChildren, JSX } from "preact";
import { Expander } from "./expander.tsx";

interface Props {
  title: string;
  /** How many there are inside. */
  count?: number;
  isOpen?: boolean;
  children: ComponentChildren;
}

/** A part with a title that opens and closes. */
export function Fold({ title, count, isOpen = false, children }: Props): JSX.Element {
  const summary = (
    <>
      {title}
      {count !== undefined && <span class="count">{count}</span>}
    </>
  );
  return (
    <Expander class="fold" summary={summary} isOpen={isOpen}>
      {() => children}
    </Expander>
  );
}
