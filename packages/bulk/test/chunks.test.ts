import type { RecipientAndParam } from "@sinch-fetch/batch";
import { expect, test } from "vitest";
import { sendBulk } from "../src/index.ts";
import { readChunks } from "../src/input/chunks.ts";
import { batchApi } from "./batch-api.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

const ids = Array.from(people(40), ({ recipient }) => recipient.contact_id ?? "");

/** One object for all entries, from the given one on. */
function* reusedFrom(first: number): Generator<RecipientAndParam> {
  const entry = { recipient: { contact_id: "" } };
  for (const [index, contact_id] of ids.entries()) {
    entry.recipient.contact_id = contact_id;
    yield index < first ? { recipient: { contact_id } } : entry;
  }
}

test.each([0, 15])("an input that uses one object for all from entry %i on reaches everyone once", async (first) => {
  const api = await batchApi();

  await sendBulk(clientOf(api), reusedFrom(first), { ...MESSAGE, chunkSize: 10, concurrency: 1 });

  expect([...api.received()]).toEqual(ids.map((id) => [id, 1]));
});

test.each([0, 12])("entry %i that is not a recipient, or no JSON, is named", async (position) => {
  const withBad = async (bad: object) => {
    const given = [...people(position), bad as RecipientAndParam];
    const reader = readChunks("test", given, { chunkSize: 10, requestDigest: Promise.resolve("") });
    while (await reader.next());
  };

  await expect(withBad({ recipient: null })).rejects.toThrow(
    new TypeError(`test: recipients[${position}] has no recipient, expected { recipient, parameters?, … }`),
  );
  await expect(withBad({ recipient: { contact_id: 1n } })).rejects.toThrow(
    `test: recipients[${position}] cannot be written as JSON`,
  );
});
