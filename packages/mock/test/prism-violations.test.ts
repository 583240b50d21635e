import type { IPrismDiagnostic } from "@stoplight/prism-core";
import { describe, expect, test } from "vitest";
import { violationText } from "../src/exchange/violation.ts";
import { violationsOf } from "../src/prism/prism-violations.ts";

function finding(message: string, code: string | number, path?: string[], severity = 0): IPrismDiagnostic {
  return { message, code, severity, ...(path !== undefined && { path }) };
}

function required(path: string[], name: string): IPrismDiagnostic {
  const place = path.slice(1).join(".");
  return finding(`Request body property ${place} must have required property '${name}'`, "required", path);
}

describe("violationsOf", () => {
  test.each([
    [finding("Request body property ttl must be string", "type", ["body", "ttl"]), "body.ttl must be string"],
    [finding("Request body must be object", "type", ["body"]), "body must be object"],
    [
      finding("Request body property to.0.id must be string", "type", ["body", "to", "0", "id"]),
      "body.to[0].id must be string",
    ],
    [
      finding("Request body property meta.a~1b must be string", "type", ["body", "meta", "a~1b"]),
      "body.meta.a/b must be string",
    ],
    [finding("Request query parameter size must be integer", "type", ["query", "size"]), "query.size must be integer"],
    [
      finding("Request query must have required property 'app_id'", "required", ["query"]),
      "query must have required property 'app_id'",
    ],
    [finding("Response body property id must be string", "type", ["body", "id"]), "body.id must be string"],
    [finding("Body parameter is required", "required"), "body is required"],
    [finding("Supported content types: application/json", 415), "header.content-type must be application/json"],
    [
      finding("No supported content types, but request included a non-empty body", 415),
      "body must be absent, as this operation takes none",
    ],
    [finding("Invalid security scheme used", 401), "header.authorization must hold credentials of a documented kind"],
  ])("says %j plainly", (given, want) => {
    expect(violationsOf([given]).map(violationText)).toEqual([want]);
  });

  test("leaves warnings out", () => {
    expect(violationsOf([finding("Query param old is deprecated", "deprecated", ["query", "old"], 1)])).toEqual([]);
  });

  test("tells of the credentials only, where they are wrong", () => {
    const found = [
      finding("Request body must be object", "type", ["body"]),
      finding("Invalid security scheme used", 401),
    ];

    expect(violationsOf(found).map(({ code }) => code)).toEqual(["security"]);
  });

  test("joins the alternatives of a oneOf that nothing fits", () => {
    const at = ["body", "message"];
    const found = [
      finding("Request body property ttl must be string", "type", ["body", "ttl"]),
      required(at, "text_message"),
      required(at, "card_message"),
      finding("Request body property message must match exactly one schema in oneOf", "oneOf", at),
    ];

    expect(violationsOf(found, { message: {} }).map(violationText)).toEqual([
      "body.ttl must be string",
      "body.message must hold exactly one alternative: it is empty; absent: 'text_message', 'card_message'",
    ]);
  });

  test("tells what is there where several alternatives fit", () => {
    const at = ["body", "list", "1"];
    const found = [
      required(at, "c"),
      finding("Request body property list.1 must match exactly one schema in oneOf", "oneOf", at),
    ];

    expect(violationsOf(found, { list: [{}, { a: 1, b: 2 }] }).map(violationText)).toEqual([
      "body.list[1] must hold exactly one alternative: it has 'a', 'b'; absent: 'c'",
    ]);
  });

  test("keeps a missing property of another object apart from the alternatives", () => {
    const found = [
      required(["body", "agent"], "name"),
      required(["body", "template"], "omni"),
      finding("Request body property template must match a schema in anyOf", "anyOf", ["body", "template"]),
    ];

    expect(violationsOf(found, { agent: {}, template: {} }).map(violationText)).toEqual([
      "body.agent must have required property 'name'",
      "body.template must hold at least one alternative: it is empty; absent: 'omni'",
    ]);
  });

  test("takes alternatives within an alternative, and what another forbids, into one violation", () => {
    const at = ["body", "message"];
    const found = [
      finding("Request body property message must match exactly one schema in oneOf", "oneOf", at),
      required(at, "by_channel"),
      finding("Request body property message.text must NOT be valid", "not", [...at, "text"]),
      finding("Request body property message must match exactly one schema in oneOf", "oneOf", at),
    ];

    expect(violationsOf(found, { message: { text: "a", card: {} } }).map(violationText)).toEqual([
      "body.message must hold exactly one alternative: it has 'text', 'card'; absent: 'by_channel'",
    ]);
  });

  test("leaves a oneOf over values as it is", () => {
    const found = [finding("Request body property a must match exactly one schema in oneOf", "oneOf", ["body", "a"])];

    expect(violationsOf(found).map(violationText)).toEqual(["body.a must match exactly one schema in oneOf"]);
  });
});
