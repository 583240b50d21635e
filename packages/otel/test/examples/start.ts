import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { UndiciInstrumentation } from "@opentelemetry/instrumentation-undici";
import { SinchFetchInstrumentation } from "@sinch-fetch/otel";

const attempts = new UndiciInstrumentation({
  // Leaves out paths and queries, which hold ids and phone numbers.
  startSpanHook: ({ origin }) => ({ "url.full": origin, "url.path": "", "url.query": "" }),
});
registerInstrumentations({ instrumentations: [new SinchFetchInstrumentation(), attempts] });
