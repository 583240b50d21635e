export { type ContractSubject, contractSuite, type ExampleArguments, type ResourceCall } from "./contract-suite.ts";
export { type DescribedAnswer, type DescribedOperation, readOperations } from "./described.ts";
export { type MockUrls, mockUrls } from "./mock-urls.ts";
export { type RawAnswer, sendRaw } from "./raw.ts";
