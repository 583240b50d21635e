import { SpanKind } from "@opentelemetry/api";
import { isAuthError, type TokenTrace } from "@sinch-fetch/auth";
import { errorTypeOf, type Kind, serverOf, templateOf } from "./subscriber.ts";

/** How a token request becomes a span and a metric. */
export const tokenKind: Kind<TokenTrace> = {
  metric: "sinch_fetch.token.duration",
  description: "Duration of requests for an access token, their retries and waits included.",
  spanName: ({ url }) => `POST ${templateOf(url)}`,
  spanKind: () => SpanKind.CLIENT,
  startAttributes: ({ url, isInBackground }) => ({
    "http.request.method": "POST",
    ...serverOf(url),
    "url.template": templateOf(url),
    "sinch.token.in_background": isInBackground,
  }),
  endAttributes({ error }) {
    if (error === undefined) return {};
    const status = isAuthError(error) ? error.status : undefined;
    return {
      ...(status !== undefined && { "http.response.status_code": status }),
      ...errorTypeOf(error, status),
    };
  },
  spanAttributes: ({ url }) => ({ "url.full": url }),
};
