import type { JSX } from "preact";
import { CopyButton } from "./copy-button.tsx";

interface Props {
  /** What the code is, for those who do not see it. */
  label: string;
  code: string;
  /** Whether long lines go on in the next, as the one of a command's body. */
  wraps?: boolean;
}

/** Code in a box that scrolls, with a button that copies it. */
export function CodeBlock({ label, code, wraps = false }: Props): JSX.Element {
  return (
    <div class="code" data-wraps={wraps}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section tabIndex={0} aria-label={label}>
        <pre>{code}</pre>
      </section>
      <CopyButton text={code} label={label} />
    </div>
  );
}

/** A value as JSON. */
export function JsonBlock({ label, value }: { label: string; value: unknown }): JSX.Element {
  return <CodeBlock label={label} code={typeof value === "string" ? value : JSON.stringify(value, undefined, 2)} />;
}
