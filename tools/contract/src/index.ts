export { type Carrier, type ContractSubject, contractSuite } from "./contract-suite.ts";
export type { CoverageFile } from "./coverage-file.ts";
export { type DescribedOperation, type DescribedResponse, readOperations } from "./described.ts";
export { type CallbackExample, readCallbackExamples, readSchemaExamples, type SchemaExample } from "./examples.ts";
export { type MockUrls, mockUrls } from "./mock-urls.ts";
export { type RawResponse, sendRaw } from "./raw.ts";
export { recordCoverage } from "./record-coverage.ts";
export { CONTRACT_RETRY, PROJECT_ID, type WireLevel } from "./subject.ts";
export { type Exchange, watched } from "./watched.ts";
