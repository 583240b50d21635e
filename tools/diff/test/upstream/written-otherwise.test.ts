import { documentOf, membersOf } from "@sinch-fetch/description";
import { describe, expect, test } from "vitest";
import { type Edit, edited } from "./cases/edit.ts";
import { fixture, lines } from "./cases/parcels.ts";

const ours = await fixture("parcels.yaml");

/** The wrapping with names of schemas that are the values of its field. */
const WRAPPING = {
  oneOf: [{ $ref: "#/components/schemas/PAPER" }, { $ref: "#/components/schemas/CLOTH" }],
};

describe("another way to write the same is not a difference:", () => {
  const JSON_BODY = "post > requestBody > content > application/json > schema";
  const withoutPrefix = (prefix: string): unknown =>
    Object.fromEntries(
      Object.entries(membersOf(ours.root.paths)).map(([path, item]) => [path.replace(prefix, ""), item]),
    );

  test.each<{ name: string; edits: Edit[] }>([
    {
      name: "the project in the address of the server",
      edits: [
        [
          "servers",
          ["us", "eu"].map((region) => ({ url: `https://${region}.parcels.example.com/v1/projects/{project}` })),
        ],
        ["paths", withoutPrefix("/v1/projects/{project_id}")],
      ],
    },
    {
      name: "hosts in capitals",
      edits: [["servers", ["US", "EU"].map((region) => ({ url: `https://${region}.Parcels.example.com` }))]],
    },
    {
      name: "the version as a variable of the server",
      edits: [
        [
          "servers",
          ["us", "eu"].map((region) => ({
            url: `https://${region}.parcels.example.com/{version}/`,
            variables: { version: { default: "v1" } },
          })),
        ],
        ["paths", withoutPrefix("/v1")],
      ],
    },
    {
      name: "paths with a slash at the end and an escaped colon",
      edits: [
        [
          "paths",
          Object.fromEntries(
            Object.entries(membersOf(ours.root.paths)).map(([path, item]) => [`${path.replace(":", "%3A")}/`, item]),
          ),
        ],
      ],
    },
    {
      name: "a path item and a response by reference",
      edits: [
        ["moved", membersOf(ours.root.paths)["/v1/projects/{project_id}/parcels:send"]],
        ["paths > /v1/projects/{project_id}/parcels:send", { $ref: "#/moved" }],
      ],
    },
    {
      name: "a schema in two parts",
      edits: [
        [
          "components > schemas > ProblemBody",
          { allOf: [{ $ref: "#/components/schemas/Empty" }, { properties: { message: { type: "string" } } }] },
        ],
        ["components > schemas > Empty", { type: "object" }],
      ],
    },
    {
      name: "a schema that is a part of itself",
      edits: [
        [
          "components > schemas > ProblemBody",
          {
            type: "object",
            allOf: [{ $ref: "#/components/schemas/ProblemBody" }],
            properties: { message: { type: "string" } },
          },
        ],
      ],
    },
    {
      name: "a body that is recursive at once",
      edits: [
        [`webhooks > PARCEL_LOST > ${JSON_BODY}`, { $ref: "#/components/schemas/Again" }],
        [
          "components > schemas > Again",
          { anyOf: [{ $ref: "#/components/schemas/Again" }, { $ref: "#/components/schemas/Lost" }] },
        ],
      ],
    },
    {
      name: "an enum by a discriminator that names schemas",
      edits: [
        ["components > schemas > Wrapping", { ...WRAPPING, discriminator: { propertyName: "kind" } }],
        ["components > schemas > Paper > allOf > 1 > properties > kind", { type: "string" }],
        ["components > schemas > Cloth > allOf > 1 > properties > kind", { type: "string" }],
        ["components > schemas > PAPER", { $ref: "#/components/schemas/Paper" }],
        ["components > schemas > CLOTH", { $ref: "#/components/schemas/Cloth" }],
      ],
    },
    {
      name: "a choice with room for kinds that are not described",
      edits: [
        [
          "components > schemas > Wrapping > oneOf > 2",
          {
            type: "object",
            required: ["kind"],
            properties: { kind: { type: "string", not: { enum: ["PAPER", "CLOTH"] } } },
          },
        ],
      ],
    },
    {
      name: "a choice with a field that the other alternative forbids",
      edits: [
        [
          "components > schemas > ProblemBody",
          {
            oneOf: [
              { type: "object", properties: { message: { type: "string" } } },
              { type: "object", properties: { message: { not: {} } } },
            ],
          },
        ],
      ],
    },
    {
      name: "a type by what is said of it",
      edits: [
        ["components > schemas > SendAnswer > type", undefined],
        ["components > schemas > Size > type", undefined],
      ],
    },
    {
      name: "null as an alternative, and as a value",
      edits: [
        [
          "components > schemas > SendRequest > properties > keep_until",
          { oneOf: [{ type: "null" }, { type: "string", format: "date-time" }] },
        ],
        ["components > schemas > Parcel > properties > note", { type: ["string", "null"] }],
      ],
    },
  ])("$name", ({ edits }) => {
    const theirs = edits.reduce<unknown>((document, edit) => edited(document, edit), ours.root);

    expect(lines(ours, documentOf(theirs, "theirs.yaml"))).toEqual([]);
  });
});
