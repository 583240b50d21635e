/** Prints data, for the next program, to stdout. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Prints what is for people, such as progress, to stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Prints a value as one line of JSON to stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/**
 * Goes on when whoever read the output is gone, as after `| head` or when a terminal is closed, and when a disk is full: a
 * run must end in order.
 *
 * @param onLost Called when data is lost that somebody wanted to have.
 */
export function outliveReaders(onLost: (code: string) => void): void {
  process.stderr.on("error", () => {});
  process.stdout.on("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
    if (code !== "EPIPE" && code !== "EIO") onLost(code);
  });
}

/** Makes what a server or a file said fit for a terminal: no control characters. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ");
}
