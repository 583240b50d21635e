/** Text by name, of one row. */
export type Cells = Readonly<Record<string, string>>;

/** One row of an input, with the line that it begins in: its cells, an entry of the API, or what is wrong with it. */
export type Row =
  | { readonly line: number; readonly cells: Cells }
  | { readonly line: number; readonly entry: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly problem: string };

/** Rows one after another, and the names of their columns where all rows have the same. */
export interface Table {
  /** The columns of a CSV; `undefined` for JSON Lines, where each row has its own. */
  readonly columns: readonly string[] | undefined;
  readonly rows: AsyncIterable<Row>;
}
