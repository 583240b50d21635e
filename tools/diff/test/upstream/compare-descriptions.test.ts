import { BrokenDescription, documentOf } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { compareDescriptions } from "../../src/upstream/compare.ts";
import { lineOf } from "../../src/upstream/difference.ts";
import { edited } from "./cases/edit.ts";
import { objectMutations } from "./cases/object-mutations.ts";
import { operationMutations } from "./cases/operation-mutations.ts";
import { fixture, lines } from "./cases/parcels.ts";
import { valueMutations } from "./cases/value-mutations.ts";

const mutations = [...objectMutations, ...valueMutations, ...operationMutations];
const ours = await fixture("parcels.yaml");
const vendors = await fixture("parcels-3.0.yaml");

/** What the vendor's way of writing makes of some of the lines; nothing, where OpenAPI 3.0 cannot say it. */
const OTHERWISE: Readonly<Record<string, string[]>> = {
  "a map without limited keys": [],
  "a map with a key that it has not": [],
  "a value that comes, in two fields and in keys": [
    "GET /parcels · query · sizes[] · enum: HUGE here only",
    "POST /parcels:send · request · size · enum: HUGE here only",
  ],
  "what all alternatives have": [
    "POST /parcels:send · request · wrapping<kind=CLOTH>.bow · maxLength: 9 here only",
    "POST /parcels:send · request · wrapping<kind=PAPER>.bow · maxLength: 9 here only",
  ],
  "a header": ["GET /parcels · header · x-trace · parameter missing here"],
  "an operation that goes": ["DELETE /parcels/{id} · operation · missing here"],
  "a callback that goes": ["callback onArrival · body · payload loss missing here"],
};

test("two ways to describe one service do not differ", () => {
  expect(lines(ours, vendors)).toEqual([]);
});

test("a description does not differ from itself", () => {
  expect(lines(ours, ours)).toEqual([]);
});

describe("an edit of the vendor's description gives its line:", () => {
  test.each(mutations)("$name", ({ edit, upstream }) => {
    expect(lines(ours, documentOf(edited(ours.root, edit), "theirs.yaml"))).toEqual(linesOf(upstream));
  });
});

describe("an edit of ours gives its line:", () => {
  test.each(mutations)("$name", ({ edit, here }) => {
    expect(lines(documentOf(edited(ours.root, edit), "ours.yaml"), ours)).toEqual(linesOf(here));
  });
});

describe("an edit of ours gives its line beside a vendor's way of writing:", () => {
  test.each(mutations)("$name", ({ name, edit, here }) => {
    const edits = documentOf(edited(ours.root, edit), "ours.yaml");

    expect(lines(edits, vendors)).toEqual(OTHERWISE[name] ?? linesOf(here));
  });
});

test("a description that names no credentials is reported once", () => {
  const theirs = documentOf(edited(ours.root, ["components > securitySchemes", undefined]), "theirs.yaml");

  expect(lines(ours, theirs)).toEqual(["security · extra here"]);
});

test("whatever stands in a place of a description, it is compared or refused", () => {
  const values = [null, 0, "text", [], {}, { $ref: "#" }, { $ref: "#/nowhere" }, { type: ["string", 3] }, [null]];
  const places = placesIn(vendors.root);

  const refusals = places.flatMap((place, index) => {
    const theirs = edited(vendors.root, [place, values[index % values.length]]);
    try {
      compareDescriptions(ours, documentOf(theirs, "theirs.yaml"));
      return [];
    } catch (error) {
      return [error];
    }
  });

  expect(places.length).toBeGreaterThan(300);
  for (const refusal of refusals) expect(refusal).toBeInstanceOf(BrokenDescription);
});

test("what has changed since is reported by operation, and nothing of it in the vendor's words", async () => {
  const changed = await fixture("parcels-changed.json");

  const found = compareDescriptions(ours, changed);

  expect(found.map(lineOf)).toEqual([
    "servers · https://br.parcels.example.com · missing here",
    "GET /depots · operation · missing here",
    "GET /parcels · operation · extra here",
    "DELETE /parcels/{parcel_id} · operation · extra here",
    "GET /parcels/{parcel_id} · response 200 · note · null: here only",
    "GET /parcels/{parcel_id} · response 200 · pieces · format: int32 here only",
    "GET /parcels/{parcel_id} · response 200 · seen_by · missing here: string",
    "GET /parcels/{parcel_id} · response 200 · size · enum: HUGE upstream only",
    "POST /parcels:send · operation · deprecated: upstream only",
    "POST /parcels:send · query · dry_run · parameter missing here",
    "POST /parcels:send · request · content.letter.pages · type: integer here, string upstream",
    "POST /parcels:send · request · to · exactly one of locker and name: here only",
    "POST /parcels:send · response 401 · extra here",
    "POST /parcels:send · response 409 · missing here",
    "POST /parcels:send · security · HTTP basic extra here",
    "callback PARCEL_ARRIVED · body · arrival.at · missing here: string",
    "callback PARCEL_LOST · callback · extra here",
  ]);
  expect(JSON.stringify(found)).not.toMatch(/prose/i);
});

/** Every place of a document, as an edit names it. */
function placesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    key,
    ...placesIn(member).map((place) => `${key} > ${place}`),
  ]);
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split("\n");
}
