/** Sends the message once and returns the id that the response carries. */
export type SendOnce = () => Promise<string | undefined>;

/**
 * What each file of `contenders/` exports: makes the client once, then sends with it.
 *
 * @param baseUrl Of the API and of the token endpoint (`/oauth2/token`).
 */
export type Prepare = (baseUrl: string) => SendOnce;
