export * from "./values.gen.ts";
