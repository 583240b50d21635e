import { expect, inject, test } from "vitest";
import { bundleSize } from "../src/bundle.ts";

const AUTH = { "@sinch-fetch/auth": "oauth2" };

test.each([
  { names: { "@sinch-fetch/conversation": "createConversationClient", ...AUTH }, most: 17_950 },
  { names: { "@sinch-fetch/batch": "createBatchClient", ...AUTH }, most: 16_800 },
  { names: { "@sinch-fetch/templates": "createTemplatesClient", ...AUTH }, most: 16_500 },
  { names: { "@sinch-fetch/bulk": "sendBulk" }, most: 8500 },
  { names: { "@sinch-fetch/conversation/callbacks": "callbackHandler" }, most: 3500 },
])("$names and all that they need take at most $most bytes", async ({ names, most }) => {
  const size = await bundleSize(inject("project"), names as Record<string, string>);

  console.log(`${Object.values(names).join(", ")}: ${size} bytes, minified and gzipped`);
  expect(size).toBeLessThanOrEqual(most);
});
