/** A piece of a text: words, or a link. */
export interface Piece {
  readonly text: string;
  /** The address, of `http` or `https`; absent for words. */
  readonly href?: string;
}

/** Returns the address if it is one of `http` or `https`; what else a link could do is nothing for a page. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, href } = new URL(text);
  return protocol === "https:" || protocol === "http:" ? href : undefined;
}

/** Cuts a text into words and links. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/g)
    .filter((part) => part !== "")
    .map((part) => {
      const href = /^https?:/.test(part) ? webAddress(part) : undefined;
      return href === undefined ? { text: part } : { text: part, href };
    });
}
