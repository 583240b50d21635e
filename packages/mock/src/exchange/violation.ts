/** One thing that is wrong with a request. */
export interface Violation {
  /** Where: `body`, `body.message.text_message`, `query.page_size`, `path.app_id`, `header.content-type`. */
  readonly path: string;
  /** Which rule: a JSON Schema keyword such as `pattern` or `required`, or one of ours, such as `json` or `security`. */
  readonly code: string;
  /** What the rule says, to be read after the path: `must match pattern "^[0-9]+s$"`. */
  readonly message: string;
}

/** One violation as a sentence without its full stop. */
export function violationText({ path, message }: Violation): string {
  return `${path} ${message}`;
}
