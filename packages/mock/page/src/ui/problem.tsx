import type { JSX } from "preact";

/** Says what went wrong, and reads it out. */
export function ProblemLine({ text }: { text: string | undefined }): JSX.Element {
  return <div role="alert">{text !== undefined && <p class="problem">{text}</p>}</div>;
}
