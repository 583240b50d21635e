export type { Auth, AuthScheme, FetchMiddleware, HttpRequest, HttpSend, Outcome } from "@sinch-fetch/http";
export { AuthError, type AuthErrorDetails, isAuthError } from "./auth-error.ts";
export { type BasicOptions, basic } from "./basic.ts";
export { bearer } from "./bearer.ts";
export { type OAuth2Auth, oauth2 } from "./oauth2.ts";
export type { OAuth2Options } from "./oauth2-options.ts";
export type { PinnedAuth } from "./pinned.ts";
export type { TokenTrace } from "./token-request.ts";
export { memoryTokenStore, type StoredToken, type TokenStore } from "./token-store.ts";
