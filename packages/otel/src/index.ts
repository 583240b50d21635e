export { SinchFetchInstrumentation, type SinchFetchInstrumentationConfig } from "./instrumentation.ts";
