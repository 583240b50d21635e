import { expect, test } from "vitest";
import { entryTexts } from "../src/entry-texts.ts";
import { sendBulk } from "../src/index.ts";
import { batchApi } from "./batch-api.ts";
import { clientOf, MESSAGE, people } from "./people.ts";

const contact = (contact_id: unknown) => ({ recipient: { contact_id } });
const ADA = '{"recipient":{"contact_id":"ada"}}';
const BO = '{"recipient":{"contact_id":"bo"}}';

/** Writes chunks of entries, with what the input does to its entries after each. */
function written(...chunks: readonly (readonly [entry: () => object, after?: () => void][])[]): string[] {
  const texts = entryTexts("test");
  return chunks.map((chunk) => {
    for (const [entry, after] of chunk) {
      texts.add(entry());
      after?.();
    }
    return texts.take();
  });
}

test("writes entries as JSON, with commas between them", () => {
  const pair = [[() => contact("ada")], [() => contact("bo")]] as [() => object][];

  expect(written(pair, pair, [[() => contact("bo")]])).toEqual([`${ADA},${BO}`, `${ADA},${BO}`, BO]);
});

test("writes what an entry was when it was given, by an input that uses one object for all", async () => {
  const api = await batchApi();
  function* reused() {
    const entry = { recipient: { contact_id: "" } };
    for (const { recipient } of people(30)) {
      entry.recipient.contact_id = recipient.contact_id ?? "";
      yield entry;
    }
  }
  await sendBulk(clientOf(api), reused(), { ...MESSAGE, chunkSize: 10, concurrency: 1 });

  expect([...api.received().keys()]).toEqual(Array.from(people(30), ({ recipient }) => recipient.contact_id));
});

test("refuses a chunk whose entries are changed, by an input that left the first ones as they are", () => {
  const shared = contact("ada");
  const change = () => {
    shared.recipient.contact_id = "bo";
  };
  expect(() => written([[() => contact("ada")], [() => contact("bo")]], [[() => shared, change]])).toThrow(
    new TypeError("test: recipients[2] was changed after the input had given it: give a new object for each"),
  );
});

test.each([
  ["the first chunk", 0],
  ["a further chunk", 2],
])("names an entry of %s that is not a recipient, or no JSON", (_, before) => {
  const first: [() => object][][] = before === 0 ? [] : [[[() => contact("ada")], [() => contact("bo")]]];
  const withBad = (bad: () => object) => () => written(...first, [[() => contact("ada")], [bad]]);

  expect(withBad(() => ({ recipient: null }))).toThrow(
    `test: recipients[${before + 1}] has no recipient, expected { recipient, parameters?, … }`,
  );
  expect(withBad(() => contact(1n))).toThrow(`test: recipients[${before + 1}] cannot be written as JSON`);
});
