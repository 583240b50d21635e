export { type Carrier, type ContractSubject, contractSuite } from "./contract-suite.ts";
export { type DescribedOperation, type DescribedResponse, readCallbackExamples, readOperations } from "./described.ts";
export { CONTRACT_RETRY, PROJECT_ID, type WireLevel } from "./operation-calls.ts";
export { sendRaw } from "./raw.ts";
export type { CoverageFile } from "./tally.ts";
export { type MockUrls, mockUrls, recordCoverage } from "./test-run.ts";
export { type Exchange, watched } from "./watched.ts";
