/** A number as spreadsheet programs write one that is long: what was cut off cannot be had back. */
const ROUNDED = /^-?\d[.,]\d+E[+-]\d{2,}$/;
/** What spreadsheet programs write for a formula that failed, or for a column that is too narrow. */
const FAILED = /^#(?:N\/A|NV|DIV\/0!|REF!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#{2,})$/;
/** What a letter becomes that a program could not read. */
const LOST_LETTER = "\ufffd";

/** Says how a program that wrote a cell has spoilt it, if it has; nobody means to send such a text. */
export function spoiltHow(cell: string): string | undefined {
  const text = cell.trim();
  if (ROUNDED.test(text)) {
    return `is ${JSON.stringify(text)}, rounded by a spreadsheet program: format the column as text, and export it again`;
  }
  if (FAILED.test(text)) return `is ${JSON.stringify(text)}, a spreadsheet error`;
  if (text.includes(LOST_LETTER)) return `has "${LOST_LETTER}" where a letter was lost: export it again as UTF-8`;
  return undefined;
}
