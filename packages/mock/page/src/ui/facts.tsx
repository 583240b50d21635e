import type { ComponentChildren, JSX } from "preact";

/** Names and values. */
export function Facts({ children }: { children: ComponentChildren }): JSX.Element {
  return <dl class="facts">{children}</dl>;
}

interface Props {
  name: string;
  /** The value; nothing is shown without it. */
  value: string | number | undefined;
  href?: string | undefined;
}

/** A name and its value. */
export function Fact({ name, value, href }: Props): JSX.Element | null {
  if (value === undefined || value === "") return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{href ? <a href={href}>{value}</a> : value}</dd>
    </div>
  );
}
