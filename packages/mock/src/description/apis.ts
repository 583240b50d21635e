/** The APIs that the mock knows, and the port of each when the command line starts it. The only list of them. */
export const API_PORTS = { conversation: 4010, batch: 4011, templates: 4012, auth: 4013 } as const;

/** The port of the page and its API, when the command line starts them. */
export const INBOX_PORT = 4014;

/** An API that the mock can serve. */
export type Api = keyof typeof API_PORTS;

/** Every API that the mock can serve. */
export const APIS: readonly Api[] = Object.keys(API_PORTS).filter(isApi);

/** Returns whether a name is that of an API which the mock can serve. */
export function isApi(name: string): name is Api {
  return Object.hasOwn(API_PORTS, name);
}

/** The names as a sentence has them: `conversation, batch or auth`. */
export function apiNames(): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(APIS);
}
