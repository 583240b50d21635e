/** Writes the entries of an input as JSON, chunk by chunk. */
export interface EntryTexts {
  /**
   * Takes the next entry of a chunk.
   *
   * @throws {TypeError} It is not a recipient.
   */
  add(entry: unknown): void;
  /**
   * Ends the chunk; returns its entries as JSON, with commas between them.
   *
   * @throws {TypeError} One cannot be written as JSON, or was changed after it was added.
   */
  take(): string;
}

/**
 * Makes the writer of an input's entries. It writes them as they were when the input gave them: an input may hand out one
 * object again and again, with another recipient in it.
 *
 * Each entry of the first chunk is written by itself. Where that gives the same as writing the whole chunk at its end,
 * the input leaves its entries as they are, and further chunks are written as a whole, which takes half the time.
 *
 * @param subject Named first in each error: the function that was called.
 */
export function entryTexts(subject: string): EntryTexts {
  let leavesEntries: boolean | undefined;
  let position = 0;
  let entries: unknown[] = [];
  let texts: string[] = [];
  const textOf = (entry: unknown, index: number): string => {
    try {
      return JSON.stringify(entry);
    } catch {
      throw wrongEntry(subject, position + index, "cannot be written as JSON");
    }
  };
  const whole = (): string => {
    try {
      return JSON.stringify(entries).slice(1, -1);
    } catch {
      return entries.map(textOf).join();
    }
  };
  const textOfAll = (): string => {
    if (leavesEntries) {
      const text = whole();
      if (text.startsWith(texts[0] ?? "")) return text;
      const what = "was changed after the input had given it: give a new object for each";
      throw new TypeError(`${subject}: recipients[${position}] ${what}`);
    }
    const text = texts.join();
    leavesEntries ??= text === whole();
    return text;
  };
  return {
    add(entry) {
      const { recipient }: { recipient?: unknown } = Object(entry);
      const index = entries.length;
      if (typeof recipient !== "object" || recipient === null) {
        throw wrongEntry(subject, position + index, "has no recipient");
      }
      if (!leavesEntries || index === 0) texts.push(textOf(entry, index));
      entries.push(entry);
    },
    take() {
      const text = textOfAll();
      position += entries.length;
      entries = [];
      texts = [];
      return text;
    },
  };
}

function wrongEntry(subject: string, position: number, what: string): TypeError {
  return new TypeError(`${subject}: recipients[${position}] ${what}, expected { recipient, parameters?, … }`);
}
