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
   * Whether to start at once.
   * @default true
   */
  enabled?: boolean;
}

/**
 * Creates a client span for each call of a sinch-fetch client and each token request, and spans for bulk runs, and
 * records their durations.
 *
 * Pass it to `registerInstrumentations({ instrumentations: [new SinchFetchInstrumentation()] })`, or create it after
 * the SDK has started: it then uses the global providers. Spans have the stable HTTP attributes and `sinch.operation`,
 * `sinch.attempts` and `sinch.outcome`. No span, metric or status contains an id, a phone number, a message text or a
 * credential: URLs are the description's templates.
 *
 * A call's span is active while the call runs, so the spans of `@opentelemetry/instrumentation-undici`, one for each
 * attempt, are its children. Works where Node.js's diagnostics channels do: from Node.js 20.16.
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

  /** Starts recording; does nothing if it has already started. */
  enable(): void {
    for (const { start } of this.#subscriptions) start();
  }

  /** Stops recording. Calls under way end without a span. */
  disable(): void {
    for (const { stop } of this.#subscriptions) stop();
  }

  /** Sets the provider. The global one is looked up for each span instead, since an SDK may be set up later. */
  setTracerProvider(provider: TracerProvider): void {
    this.#tracerProvider = provider === trace.getTracerProvider() ? undefined : provider;
  }

  /** Sets the provider. The global one is looked up for each measurement instead, since an SDK may be set up later. */
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
