export { AuthError, type AuthErrorDetails, isAuthError } from "./auth-error.ts";
export { type BasicOptions, basic } from "./basic.ts";
export { bearer } from "./bearer.ts";
export { type OAuth2Options, oauth2 } from "./oauth2.ts";
