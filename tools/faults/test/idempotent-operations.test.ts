import { ok, resetOnRequest, respond } from "../src/behaviours.ts";
import { repeatable } from "../src/calls.ts";
import { faultSuite } from "../src/fault-suite.ts";
import type { Scenario } from "../src/scenario.ts";

faultSuite(
  "every idempotent operation",
  Object.entries(repeatable).flatMap(([name, call]): Scenario[] => [
    { title: `is repeated after a reset: ${name}`, api: [resetOnRequest, ok({})], call, want: { requests: 2 } },
    { title: `is repeated after a 503: ${name}`, api: [respond(503), ok({})], call, want: { requests: 2 } },
  ]),
);

faultSuite("a list", [
  {
    title: "repeats the page that failed and not those before it",
    api: [
      ok({ messages: [{ id: "1" }], next_page_token: "two" }),
      respond(500),
      ok({ messages: [{ id: "2" }], next_page_token: "three" }),
      resetOnRequest,
      ok({ messages: [{ id: "3" }] }),
    ],
    call: async ({ conversation }) => {
      const ids: unknown[] = [];
      for await (const { id } of conversation.messages.list({ page_size: 1 })) ids.push(id);
      return ids;
    },
    want: {
      requests: 5,
      value: ["1", "2", "3"],
      severalCalls: true,
    },
  },
  {
    title: "by POST repeats the page that failed with the same bytes",
    api: [respond(502), ok({ messages: [{ id: "1" }] })],
    call: async ({ conversation }) => {
      const ids: unknown[] = [];
      const listed = conversation.messages.listLast({ channel_identities: ["15551234567"] });
      for await (const { id } of listed) ids.push(id);
      return ids;
    },
    want: { requests: 2, value: ["1"] },
  },
]);

faultSuite("cancelling by metadata", [
  {
    title: "repeats a cancel that failed and cancels each batch",
    api: [
      ok([
        { batch_id: "batch-1", status: "SCHEDULED" },
        { batch_id: "batch-2", status: "SENT" },
      ]),
      resetOnRequest,
      respond(200),
    ],
    call: ({ batch }) => batch.messages.cancelByMetadata("campaign", "spring"),
    want: {
      requests: 3,
      severalCalls: true,
      value: [
        { batch_id: "batch-1", status_before: "SCHEDULED", outcome: "requested" },
        { batch_id: "batch-2", status_before: "SENT", outcome: "not-scheduled" },
      ],
    },
  },
]);
