import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { SinchFetchInstrumentation } from "@sinch-fetch/otel";

registerInstrumentations({ instrumentations: [new SinchFetchInstrumentation(), new UndiciInstrumentation()] });
