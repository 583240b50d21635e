import { expect, inject, test } from "vitest";
import { bundleSize } from "../src/bundle.ts";

test.each([
  { from: "@sinch-fetch/conversation", name: "createConversationClient", most: 12_100 },
  { from: "@sinch-fetch/conversation/callbacks", name: "callbackHandler", most: 3500 },
  { from: "@sinch-fetch/batch", name: "createBatchClient", most: 11_500 },
  { from: "@sinch-fetch/templates", name: "createTemplatesClient", most: 11_200 },
])("$name and all that it needs take at most $most bytes", async ({ from, name, most }) => {
  const size = await bundleSize(inject("project"), from, name);

  console.log(`${from}: ${size} bytes, minified and gzipped`);
  expect(size).toBeLessThanOrEqual(most);
});
