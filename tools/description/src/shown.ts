/** Longer names and values are cut. */
const MAX_LENGTH = 64;

/**
 * A name or a value of a description, safe to print on one line: cut where it is long, quoted and escaped where it
 * holds anything but what names are made of.
 */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const cut = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return escaped(typeof value !== "string" || isName(cut) ? cut : JSON.stringify(cut));
}

/** Whether a value is a number, a truth value, null or a single word, and no sentence. */
export function isWord(value: unknown): boolean {
  if (typeof value === "string") return value.length <= MAX_LENGTH && isName(value);
  return value === null || typeof value === "number" || typeof value === "boolean";
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[], word = "and"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}

function isName(text: string): boolean {
  return /^[^\s\p{C}"`·]+$/u.test(text);
}

/** Without what would break a line, or steer a terminal. */
function escaped(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
