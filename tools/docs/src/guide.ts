/** The pages of the guide in the order of the sidebar: the names of the files in `guide/`. */
export const GUIDE: Readonly<Record<string, readonly string[]>> = {
  Begin: ["start", "send", "batches", "campaigns", "callbacks", "apps", "testing", "command-line"],
  "In production": ["errors", "tokens", "deployment", "observability"],
  "Further reading": ["moving", "bulk-protocol", "making"],
};
