import { inject } from "vitest";

/** Base URLs of the mock of a client's test run. */
export interface MockUrls {
  /** Of the API that the client is for. */
  readonly api: string;
  /** Of the token endpoint. */
  readonly auth: string;
}

declare module "vitest" {
  interface ProvidedContext {
    mock: MockUrls;
  }
}

/** Base URLs of the mock that `mock-setup` started for this test run. */
export const mockUrls = (): MockUrls => inject("mock");
