import {
  type Document,
  type FlatSchema,
  listed,
  membersOf,
  nodesIn,
  type SchemaReader,
  shown,
  union,
} from "@sinch-fetch/description";
import { compareParameters } from "../walk/compare-parameters.ts";
import type { Comparing } from "../walk/comparing.ts";
import { type Callback, callbacksOf, plain } from "./list-callbacks.ts";

/** A callback with the property of its body by which it is recognised. */
interface OwnCallback extends Callback {
  readonly payload: string;
}

/** A callback of the vendor's, which may hold one of many payloads. */
interface Offer extends Callback {
  /** The alternatives of its body. */
  readonly bodies: readonly FlatSchema[];
}

/**
 * Compares the callbacks, if the vendor's description has any: by name, else by the property that holds the payload.
 * The service writes their bodies, so they are compared as responses are.
 */
export function compareCallbacks(comparing: Comparing): void {
  const { add, before: theirs, after, schemas } = comparing;
  const offers = callbacksOf(theirs).map((callback) => ({
    ...callback,
    bodies: bodiesOf(callback, theirs, schemas.before).flatMap((body) =>
      body.variants.length > 0 ? body.variants : [body],
    ),
  }));
  if (offers.length === 0) return;
  const ours = callbacksOf(after).map((callback) => ({
    ...callback,
    payload: String(callback.operation.object["x-payload-property"]),
  }));
  const used = new Set<FlatSchema | Offer>();
  for (const own of ours) {
    const offer = offerFor(own, ours, offers);
    const operation = `callback ${shown(own.name)}`;
    if (!offer) {
      add({ operation, path: "callback" }, { what: "callback", before: false, after: true });
      continue;
    }
    used.add(offer);
    const held = holding(offer, own);
    const bodies = held.length > 0 ? held : offer.bodies;
    for (const body of bodies) used.add(body);
    compareBodies(own, ours, bodies, comparing);
    if (offer.operation.parameters.length > 0) {
      compareParameters(offer.operation, own.operation, operation, comparing);
    }
  }
  for (const offer of offers) addUnused(offer, used, comparing);
}

/** The callback of the same name, else one that no other of ours is named like and that holds the payload. */
function offerFor(own: OwnCallback, ours: readonly OwnCallback[], offers: readonly Offer[]): Offer | undefined {
  const isNamed = (offer: Offer, { name }: Callback): boolean => plain(offer.name) === plain(name);
  const left = offers.filter((offer) => !ours.some((other) => isNamed(offer, other)));
  return offers.find((offer) => isNamed(offer, own)) ?? left.find((offer) => holding(offer, own).length > 0);
}

function holding({ bodies }: Offer, { payload }: OwnCallback): FlatSchema[] {
  return bodies.filter(({ fields }) => fields.has(payload));
}

function compareBodies(
  own: OwnCallback,
  ours: readonly OwnCallback[],
  bodies: readonly FlatSchema[],
  comparing: Comparing,
): void {
  const { addFlat, after, schemas } = comparing;
  const [body] = bodiesOf(own, after, schemas.after);
  if (!body || bodies.length === 0) return;
  const others = new Set(ours.map(({ payload }) => payload).filter((payload) => payload !== own.payload));
  const theirs = without(union(bodies, schemas.before.combine), others);
  addFlat(theirs, body, "response", { operation: `callback ${shown(own.name)}`, path: "body" });
}

/** A body without the payloads of other callbacks, where all of them stand in one object. */
function without(schema: FlatSchema, names: ReadonlySet<string>): FlatSchema {
  const fields = new Map([...schema.fields].filter(([name]) => !names.has(name)));
  const required = new Set([...schema.required].filter((name) => !names.has(name)));
  return { ...schema, fields, required, variants: [] };
}

/** The schemas of a callback's body, one for each media type. */
function bodiesOf({ operation }: Callback, document: Document, { read }: SchemaReader): FlatSchema[] {
  const { content } = document.resolve(operation.object.requestBody);
  return nodesIn(content).map(([, { schema }]) => read(membersOf(schema)));
}

/** Adds a callback, or a payload of one, that none of ours was compared with. */
function addUnused(offer: Offer, used: ReadonlySet<FlatSchema | Offer>, comparing: Comparing): void {
  const operation = `callback ${shown(offer.name)}`;
  if (!used.has(offer)) {
    comparing.add({ operation, path: "callback" }, { what: "callback", before: true, after: false });
    return;
  }
  for (const body of offer.bodies) {
    if (used.has(body)) continue;
    const own = [...body.fields.keys()].filter((name) => !offer.bodies.every(({ fields }) => fields.has(name)));
    const names = listed(own.map(shown));
    const name = names === "" ? "payload" : `payload ${names}`;
    comparing.add({ operation, path: "body" }, { what: "payload", name, before: true, after: false });
  }
}
