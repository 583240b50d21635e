/** The entries of one chunk, on their way to JSON. */
export interface EntryTexts {
  readonly count: number;
  /**
   * Takes the next entry.
   *
   * @throws {TypeError} It is not a recipient.
   */
  add(entry: unknown): void;
  /**
   * Returns the entries as JSON, with commas between them.
   *
   * @throws {TypeError} One cannot be written as JSON, or was changed after it was added.
   */
  text(): string;
}

/**
 * Writes the entries of an input as JSON, chunk by chunk, as they were when the input gave them: an input may hand out
 * one object again and again, with another recipient in it.
 *
 * Each entry of the first chunk is written by itself. Where that gives the same as writing the whole chunk at its end,
 * the input leaves its entries as they are, and further chunks are written as a whole, which takes half the time.
 *
 * @param subject Named first in each error: the function that was called.
 */
export function entryTexts(subject: string): (position: number) => EntryTexts {
  let leavesEntries: boolean | undefined;
  return (position) => {
    const entries: unknown[] = [];
    const texts: string[] = [];
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
    return {
      get count() {
        return entries.length;
      },
      add(entry) {
        const { recipient }: { recipient?: unknown } = Object(entry);
        const index = entries.length;
        if (typeof recipient !== "object" || recipient === null) {
          throw wrongEntry(subject, position + index, "has no recipient");
        }
        if (!leavesEntries || index === 0) texts.push(textOf(entry, index));
        entries.push(entry);
      },
      text() {
        const [first = ""] = texts;
        if (!leavesEntries) {
          const text = texts.join();
          leavesEntries ??= text === whole();
          return text;
        }
        const text = whole();
        if (text.startsWith(first)) return text;
        throw new TypeError(
          `${subject}: recipients[${position}] was changed after the input had given it: give a new object for each`,
        );
      },
    };
  };
}

function wrongEntry(subject: string, position: number, what: string): TypeError {
  return new TypeError(`${subject}: recipients[${position}] ${what}, expected { recipient, parameters?, … }`);
}
