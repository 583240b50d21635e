import { SpanKind } from "@opentelemetry/api";
import { type CallTrace, isSinchFetchError } from "@sinch-fetch/http";
import { errorTypeOf, type Kind, serverOf, templateOf } from "./subscriber.ts";

/** How a call becomes a span and a metric. */
export const callKind: Kind<CallTrace> = {
  metric: "sinch_fetch.call.duration",
  description: "Duration of calls of the Sinch APIs, their retries and waits included.",
  spanName: ({ method, url, operation }) => (operation === undefined ? method : `${method} ${templateOf(url)}`),
  spanKind: () => SpanKind.CLIENT,
  startAttributes: ({ method, url, operation }) => ({
    "http.request.method": method,
    ...serverOf(url),
    "url.template": templateOf(url),
    ...(operation !== undefined && { "sinch.operation": operation }),
  }),
  endAttributes({ status, outcome, error }) {
    const failure = isSinchFetchError(error) ? error.outcome : outcome;
    return {
      ...(status !== undefined && { "http.response.status_code": status }),
      ...(failure !== undefined && { "sinch.outcome": failure }),
      ...errorTypeOf(error, status),
    };
  },
  spanAttributes({ url, attempts, error }) {
    const made = isSinchFetchError(error) ? error.attempts : attempts;
    return { "url.full": url, ...(made !== undefined && { "sinch.attempts": made }) };
  },
};
