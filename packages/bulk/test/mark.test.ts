import { expect, test } from "vitest";
import { batchesOf, markOf, marksOf } from "../src/protocol/mark.ts";

const MARK = "run-1/4/0123456789abcdef";

test("names a chunk by its run, its number and the beginning of its digest", () => {
  expect(markOf("run-1", { chunk: 4, digest: "0123456789abcdef0123" })).toBe(MARK);
});

test("names an attempt in a value of its own", () => {
  expect(marksOf(MARK, 12)).toEqual({ sinch_fetch_chunk: MARK, sinch_fetch_attempt: `${MARK}/12` });
});

test("takes from a lookup each batch of the chunk, with the attempt that made it", () => {
  const found = [1, 12].map((attempt) => ({ batch_id: `b${attempt}`, meta_data: marksOf(MARK, attempt) }));

  expect(batchesOf(found, MARK, 3)).toEqual([
    { batchId: "b1", attempt: 1 },
    { batchId: "b12", attempt: 12 },
  ]);
});

test.each([
  ["no metadata", undefined],
  ["metadata without an attempt", { sinch_fetch_chunk: MARK }],
  ["metadata of others", { campaign: "spring" }],
])("takes a batch with %s for one of the latest attempt", (_, meta_data) => {
  expect(batchesOf([meta_data ? { batch_id: "b1", meta_data } : { batch_id: "b1" }], MARK, 3)).toEqual([
    { batchId: "b1", attempt: 3 },
  ]);
});

test.each([
  ["of a longer mark", { batch_id: "b1", meta_data: marksOf(`${MARK}0`, 1) }],
  ["of a mark in another case", { batch_id: "b1", meta_data: marksOf(MARK.toUpperCase(), 1) }],
  ["without an id", { meta_data: marksOf(MARK, 1) }],
  ["with an empty id", { batch_id: "", meta_data: marksOf(MARK, 1) }],
])("leaves out a batch %s", (_, batch) => {
  expect(batchesOf([batch], MARK, 3)).toEqual([]);
});
