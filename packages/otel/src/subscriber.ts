import {
  type Attributes,
  context,
  type Histogram,
  type Link,
  type Meter,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { Trace } from "@sinch-fetch/http";

/** Where spans and metrics go, asked again for each: the SDK may be started later. */
export interface Recorder {
  tracer(): Tracer;
  meter(): Meter;
}

/** How one kind of work becomes a span and a metric. */
export interface Kind<Message> {
  /** Name of the histogram of its duration, in seconds. */
  readonly metric: string;
  readonly description: string;
  spanName(message: Message): string;
  spanKind(message: Message): SpanKind;
  /** The spans of other traces that it belongs to. */
  links?(message: Message): Link[];
  /** Called with the span of a message. */
  begun?(message: Message, span: Span): void;
  /** What is known at its beginning. */
  startAttributes(message: Message): Attributes;
  /** What is known at its end, for spans and metrics. */
  endAttributes(message: Message): Attributes;
  /** What is known at its end, and would make too many series of a metric. */
  spanAttributes(message: Message): Attributes;
}

/** Bounds of the buckets, in seconds: those of the HTTP conventions. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

/** Makes the functions that listen to a channel and record a span and a duration for each message. */
export function subscriberOf<Message extends Trace>(kind: Kind<Message>, { tracer, meter }: Recorder) {
  const started = new WeakMap<Message, { span: Span; atMs: number }>();
  const histograms = new WeakMap<Meter, Histogram>();
  const histogramOf = (of: Meter): Histogram => {
    const { metric, description } = kind;
    const advice = { explicitBucketBoundaries: BUCKETS };
    const histogram = histograms.get(of) ?? of.createHistogram(metric, { description, unit: "s", advice });
    histograms.set(of, histogram);
    return histogram;
  };
  return {
    start(given: unknown): void {
      const message = given as Message;
      const attributes = kind.startAttributes(message);
      const links = kind.links?.(message) ?? [];
      const span = tracer().startSpan(kind.spanName(message), { kind: kind.spanKind(message), attributes, links });
      kind.begun?.(message, span);
      started.set(message, { span, atMs: performance.now() });
      const { around = (work) => work() } = message;
      message.around = (work) => around(() => context.with(trace.setSpan(context.active(), span), work));
    },
    asyncEnd(given: unknown): void {
      const message = given as Message;
      const found = started.get(message);
      if (!found) return;
      const { span, atMs } = found;
      const attributes = kind.endAttributes(message);
      span.setAttributes({ ...attributes, ...kind.spanAttributes(message) });
      if (attributes["error.type"] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
      const seconds = (performance.now() - atMs) / 1000;
      histogramOf(meter()).record(seconds, { ...kind.startAttributes(message), ...attributes });
    },
  };
}

/** Attributes of the server of a URL. */
export function serverOf(url: string): Attributes {
  const { protocol, hostname, port } = new URL(url);
  return { "server.address": hostname, "server.port": Number(port) || (protocol === "https:" ? 443 : 80) };
}

/** The path of a URL, with the braces of its template. */
export function templateOf(url: string): string {
  return url.replace(/^[^/]+\/\/[^/]+/, "");
}

/** The names of classes of errors; any other name may have been made of data, of a person's too. */
const CLASS_NAME = /^[A-Za-z]{0,58}(?:Error|Exception)$/;

/** The attribute `error.type` of what ended with an error or an error status. */
export function errorTypeOf(error: unknown, status: number | undefined): Attributes {
  if (status !== undefined && status >= 400) return { "error.type": String(status) };
  if (error === undefined) return {};
  return { "error.type": error instanceof Error && CLASS_NAME.test(error.name) ? error.name : "_OTHER" };
}
