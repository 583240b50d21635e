import type { JSX } from "preact";
import { piecesOf } from "../core/links.ts";

/** A text of a message: words as they are, web addresses as links. */
export function LinkedText({ text }: { text: string }): JSX.Element {
  return (
    <span class="text">
      {piecesOf(text).map(({ text: words, href }) =>
        href === undefined ? (
          words
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {words}
          </a>
        ),
      )}
    </span>
  );
}
