import { expect, test } from "vitest";
import { namedRecipients } from "../src/protocol/violations.ts";

test.each([
  ["recipient_and_params[12].recipient", 12],
  ["recipient_and_params[3]", 3],
  ["recipient_and_params.7.recipient.contact_id", 7],
  ["body/recipient_and_params/0/parameters", 0],
  ["recipientAndParams[5]", 5],
  ["recipient_and_param[4]", 4],
])("finds the recipient in %s", (field, index) => {
  const details = [{ field_violations: [{ field, description: "unknown" }] }];

  expect([...namedRecipients(details, 13)]).toEqual([[index, "unknown"]]);
});

test.each([
  [[{ field_violations: [{ field: "recipient_and_params", description: "too many" }] }]],
  [[{ field_violations: [{ field: "recipient_and_params[13]", description: "beyond the request" }] }]],
  [[{ field_violations: [{ field: "message.text", description: "too long" }] }]],
  [[{ field_violations: "none" }]],
  [[{ field_violations: [null] }]],
  [[null, 5, {}]],
  [[]],
])("finds none in %j", (details) => {
  expect([...namedRecipients(details, 13)]).toEqual([]);
});

test("takes the other spelling, several details, and a violation without words", () => {
  const details = [
    { fieldViolations: [{ field: "recipient_and_params[0]" }] },
    { field_violations: [{ field: "recipient_and_params[2]", description: "b" }] },
  ];

  expect([...namedRecipients(details, 3)]).toEqual([
    [0, "refused by the API"],
    [2, "b"],
  ]);
});
