import { type Link, type Span, SpanKind, TraceFlags } from "@opentelemetry/api";
import type { BulkTrace } from "@sinch-fetch/bulk";
import { errorTypeOf, type Kind } from "./subscriber.ts";

const SPAN_KINDS = { run: SpanKind.INTERNAL, enqueue: SpanKind.PRODUCER, chunk: SpanKind.CONSUMER };

/** How a part of a bulk run becomes a span and a metric. */
export const bulkKind: Kind<BulkTrace> = {
  metric: "sinch_fetch.bulk.duration",
  description: "Duration of bulk runs, of the filling of their queue, and of each chunk of a queue.",
  spanName: ({ part }) => `bulk ${part}`,
  spanKind: ({ part }) => SPAN_KINDS[part],
  startAttributes: ({ part }) => ({ "sinch.bulk.part": part }),
  endAttributes: ({ error }) => errorTypeOf(error, undefined),
  spanAttributes: ({ runId, chunk, recipients, accepted, rejected, unresolved }) => ({
    "sinch.bulk.run_id": runId,
    ...(chunk !== undefined && { "sinch.bulk.chunk": chunk }),
    ...(recipients !== undefined && { "sinch.bulk.recipients": recipients }),
    ...(accepted !== undefined && { "sinch.bulk.accepted": accepted }),
    ...(rejected !== undefined && { "sinch.bulk.rejected": rejected }),
    ...(unresolved !== undefined && { "sinch.bulk.unresolved": unresolved }),
  }),
  // The chunks of a queue are sent long after, by other processes: traces of their own, tied to the one that filled it.
  links: ({ part, link }) => (part === "chunk" ? linksOf(link) : []),
  begun(message, span) {
    if (message.part === "enqueue") message.link = traceParentOf(span);
  },
};

/** A span as W3C Trace Context writes it. */
function traceParentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

function linksOf(link: string | undefined): Link[] {
  const [, traceId, spanId, flags = ""] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(link ?? "") ?? [];
  if (traceId === undefined || spanId === undefined) return [];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  return [{ context: { traceId, spanId, traceFlags, isRemote: true } }];
}
