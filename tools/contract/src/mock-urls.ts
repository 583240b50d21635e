import type { Mock } from "@sinch-fetch/mock";
import { inject } from "vitest";

/** Base URLs of a mock, by API. */
export type MockUrls = Omit<Mock, "close">;

declare module "vitest" {
  interface ProvidedContext {
    mock: MockUrls;
  }
}

/** Base URLs of the mock that `mock-setup` started for this test run. */
export const mockUrls = (): MockUrls => inject("mock");
