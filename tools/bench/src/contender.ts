/** Where a contender sends to. */
export interface Target {
  /** Base URL of the API and of the token endpoint (`/oauth2/token`). */
  readonly baseUrl: string;
}

/** Sends the message once and returns the id that the response carries. */
export type SendOnce = () => Promise<string | undefined>;

/** What each file of `contenders/` exports: makes the client once, then sends with it. */
export type Prepare = (target: Target) => SendOnce;
