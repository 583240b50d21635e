/** The look of a word on a terminal. */
export type Look = "bold" | "dim" | "red" | "green" | "yellow";

const CODES: Readonly<Record<Look, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** Whether a stream shows colours: a terminal, unless `NO_COLOR` or `TERM=dumb` says otherwise. */
export function hasColours({ isTTY }: { readonly isTTY?: boolean | undefined }): boolean {
  const { NO_COLOR = "", TERM } = process.env;
  return isTTY === true && NO_COLOR === "" && TERM !== "dumb";
}

/** Gives a text for stderr its look, where colours are shown. */
export function styled(look: Look, text: string): string {
  if (!hasColours(process.stderr)) return text;
  const [on, off] = CODES[look];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
