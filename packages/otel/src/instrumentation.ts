import { tracingChannel } from "node:diagnostics_channel";
import { type MeterProvider, metrics, type TracerProvider, trace } from "@opentelemetry/api";
import manifest from "../package.json" with { type: "json" };
import { bulkKind } from "./bulk.ts";
import { callKind } from "./call.ts";
import { type Kind, type Recorder, subscriberOf } from "./subscriber.ts";
import { tokenKind } from "./token.ts";

/** Options of {@link SinchFetchInstrumentation}. */
export interface SinchFetchInstrumentationConfig {
  /**
   * Whether it starts at once.
   * @default true
   */
  enabled?: boolean;
}

/**
 * Makes a client span of each call of a sinch-fetch client and of each token request, spans of bulk runs, and records how
 * long they take.
 *
 * Hand it to `registerInstrumentations({ instrumentations: [new SinchFetchInstrumentation()] })`, or make one after the
 * SDK was started: it then uses the global providers. Spans have the stable HTTP attributes and `sinch.operation`,
 * `sinch.attempts` and `sinch.outcome`. No span, metric or status holds an id, a phone number, a text or a credential: URLs
 * are the description's templates.
 *
 * A call is the active span for what it does, so that the spans of `@opentelemetry/instrumentation-undici`, one for each
 * attempt, hang below it. Works where Node.js's diagnostics channels do: Node.js from 20.16.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export class SinchFetchInstrumentation {
  readonly instrumentationName: string = manifest.name;
  readonly instrumentationVersion: string = manifest.version;
  readonly #subscriptions: { start(): void; stop(): void }[];
  #config: SinchFetchInstrumentationConfig;
  #tracerProvider: TracerProvider | undefined;
  #meterProvider: MeterProvider | undefined;

  constructor(config: SinchFetchInstrumentationConfig = {}) {
    this.#config = config;
    const recorder: Recorder = {
      tracer: () => (this.#tracerProvider ?? trace).getTracer(this.instrumentationName, this.instrumentationVersion),
      meter: () => (this.#meterProvider ?? metrics).getMeter(this.instrumentationName, this.instrumentationVersion),
    };
    this.#subscriptions = [
      subscriptionOf("call", callKind, recorder),
      subscriptionOf("token", tokenKind, recorder),
      subscriptionOf("bulk", bulkKind, recorder),
    ];
    if (config.enabled !== false) this.enable();
  }

  /** Starts to watch; does nothing if it has started. */
  enable(): void {
    for (const { start } of this.#subscriptions) start();
  }

  /** Stops to watch. Calls under way end without a span. */
  disable(): void {
    for (const { stop } of this.#subscriptions) stop();
  }

  /** Takes the global provider as it is at the time of each span, since an SDK may be set up later. */
  setTracerProvider(provider: TracerProvider): void {
    this.#tracerProvider = provider === trace.getTracerProvider() ? undefined : provider;
  }

  /** Takes the global provider as it is at the time of each record, since an SDK may be set up later. */
  setMeterProvider(provider: MeterProvider): void {
    this.#meterProvider = provider === metrics.getMeterProvider() ? undefined : provider;
  }

  getConfig(): SinchFetchInstrumentationConfig {
    return this.#config;
  }

  setConfig(config: SinchFetchInstrumentationConfig): void {
    this.#config = config;
  }
}

function subscriptionOf<Message extends object>(name: string, kind: Kind<Message>, recorder: Recorder) {
  const channel = tracingChannel<string, Message>(`sinch-fetch:${name}`);
  let subscriber: ReturnType<typeof subscriberOf<Message>> | undefined;
  return {
    start(): void {
      if (subscriber) return;
      subscriber = subscriberOf(kind, recorder);
      channel.start.subscribe(subscriber.start);
      channel.asyncEnd.subscribe(subscriber.asyncEnd);
    },
    stop(): void {
      if (!subscriber) return;
      channel.start.unsubscribe(subscriber.start);
      channel.asyncEnd.unsubscribe(subscriber.asyncEnd);
      subscriber = undefined;
    },
  };
}
