import { documentOf, membersOf } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { type Edit, edited } from "./cases/edit.ts";
import { fixture, lines } from "./cases/parcels.ts";

const ours = await fixture("parcels.yaml");

describe("callbacks of the vendor's:", () => {
  const post = (schema: unknown) => ({ post: { requestBody: { content: { "application/json": { schema } } } } });
  const payloads = { arrival: { type: "object" }, loss: { type: "object" } };

  test("having none is not a difference", () => {
    expect(linesWith(["webhooks", undefined])).toEqual([]);
  });

  test("all payloads in one object are compared one by one", () => {
    const body = {
      type: "object",
      required: ["project_id"],
      properties: { project_id: { type: "string" }, ...payloads },
    };

    expect(linesWith(["webhooks", { anything: post(body) }])).toEqual([
      "callback PARCEL_ARRIVED · body · arrival · required here, optional upstream",
      "callback PARCEL_ARRIVED · body · arrival.locker · extra here: string",
      "callback PARCEL_ARRIVED · body · arrival.size · extra here: string",
      "callback PARCEL_LOST · body · loss · required here, optional upstream",
      "callback PARCEL_LOST · body · loss.last_seen · extra here: string",
    ]);
  });

  test("the payload in a callback that is named like another of ours is not taken for it", () => {
    const body = { $ref: "#/components/schemas/Both" };
    const both = { allOf: [{ $ref: "#/components/schemas/Arrived" }, { properties: { loss: { type: "object" } } }] };
    const theirs = edited(edited(ours.root, ["webhooks", { PARCEL_ARRIVED: post(body) }]), [
      "components > schemas > Both",
      both,
    ]);

    expect(lines(ours, documentOf(theirs, "theirs.yaml"))).toEqual(["callback PARCEL_LOST · callback · extra here"]);
  });

  test("a payload that none of ours has is reported by its property", () => {
    const { PARCEL_ARRIVED, PARCEL_LOST } = membersOf(ours.root.webhooks);
    const bodies = [PARCEL_ARRIVED, PARCEL_LOST].map((item) => {
      const { requestBody } = membersOf(membersOf(item).post);
      return membersOf(membersOf(membersOf(requestBody).content)["application/json"]).schema;
    });
    const third = {
      type: "object",
      required: ["project_id", "opening"],
      properties: { project_id: { type: "string" }, opening: { type: "object" } },
    };

    expect(linesWith(["webhooks", { anything: post({ oneOf: [...bodies, third] }) }])).toEqual([
      "callback anything · body · payload opening missing here",
    ]);
  });

  test("a payload without a property of its own is reported without one", () => {
    const envelope = { type: "object", required: ["project_id"], properties: { project_id: { type: "string" } } };
    const body = { oneOf: [{ $ref: "#/components/schemas/Arrived" }, envelope] };

    expect(linesWith(["webhooks", { PARCEL_ARRIVED: post(body) }])).toEqual([
      "callback PARCEL_ARRIVED · body · payload missing here",
      "callback PARCEL_LOST · callback · extra here",
    ]);
  });

  test("headers are compared, where they are described", () => {
    const at = "webhooks > PARCEL_LOST > post > parameters";

    expect(linesWith([at, [{ name: "X-Signature", in: "header", schema: { type: "string" } }]])).toEqual([
      "callback PARCEL_LOST · header · X-Signature · parameter missing here",
    ]);
  });

  function linesWith(edit: Edit): string[] {
    return lines(ours, documentOf(edited(ours.root, edit), "theirs.yaml"));
  }
});
