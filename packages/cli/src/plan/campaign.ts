import type { RecipientAndParam } from "@sinch-fetch/batch";
import type { AppMessage } from "@sinch-fetch/conversation";
import type { Source } from "../input/source.ts";
import { placeholdersOf } from "../message/placeholders.ts";
import { checkedRows } from "../recipients/checked-rows.ts";
import { phoneReader } from "../recipients/phone-number.ts";
import { type ColumnOptions, rowRules } from "../recipients/row-rules.ts";
import { type Checked, recipientOf } from "../recipients/to-recipient.ts";

/** An input with what is to be made of it. It can be read as often as needed, and gives the same each time. */
export interface Campaign {
  readonly name: string;
  readonly message: AppMessage;
  /**
   * Reads all rows, each as a recipient or with what is wrong with it.
   *
   * @throws {CliError} The file or its header is wrong; names the line.
   */
  rows(): AsyncGenerator<Checked, undefined>;
  /** Reads those that can be sent to, in the order in which they are sent. */
  recipients(): AsyncGenerator<RecipientAndParam, undefined>;
}

/** Ties an input to a message and to the options about its columns. */
export function campaignOf(source: Source, message: AppMessage, options: ColumnOptions): Campaign {
  const placeholders = placeholdersOf(message);
  const readPhone = phoneReader(options.country);
  async function* rows(): AsyncGenerator<Checked, undefined> {
    const table = await source.open();
    const rules = rowRules(source.name, table.columns, placeholders, options);
    yield* checkedRows(table.rows, recipientOf(rules, readPhone));
  }
  async function* recipients(): AsyncGenerator<RecipientAndParam, undefined> {
    for await (const row of rows()) if ("recipient" in row) yield row.recipient;
  }
  return { name: source.name, message, rows, recipients };
}
