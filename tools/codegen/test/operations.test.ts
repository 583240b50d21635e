import { describe, expect, test } from "vitest";
import { BrokenDescription } from "../src/broken-description.ts";
import type { Description } from "../src/description.ts";
import { generateOperations } from "../src/operations.ts";
import { descriptionOf, json, operation } from "./describe.ts";

const PREFIX = "/v1/projects/{project_id}";

/** A description with what a client needs to know of its API. */
function api(paths: Description["paths"], members: Partial<Description> = {}): Description {
  return {
    ...descriptionOf(paths),
    servers: [
      { url: "https://{region}.notes.test", variables: { region: { enum: ["us", "eu"], default: "eu" } } },
      { url: "https://notes.test" },
    ],
    security: [{ Basic: [] }, { OAuth: [] }],
    components: {
      securitySchemes: {
        Basic: { type: "http", scheme: "basic" },
        Bearer: { type: "http", scheme: "bearer" },
        OAuth: { type: "oauth2" },
        Key: { type: "apiKey" },
      },
    },
    ...members,
  };
}

/** The written constant of an operation, or of the API. */
function constantOf(name: string, description: Description): unknown {
  const text = generateOperations(description, PREFIX);
  const written = text.match(new RegExp(`^export const ${name}: [^=]+ = (.*);$`, "m"))?.[1];
  return JSON.parse(written ?? "null");
}

describe("generateOperations", () => {
  test("writes what a client knows of an operation, with the bounds of its body", () => {
    const body = json({ type: "array", maxItems: 3 });
    const description = api({ "/notes/{note_id}": { post: operation({ requestBody: body }) } });

    expect(constantOf("Notes_GetNote", description)).toEqual({
      id: "Notes_GetNote",
      method: "POST",
      path: "/notes/{note_id}",
      idempotent: false,
      bounds: { max: 3 },
    });
  });

  test("leaves bounds out where the body has none", () => {
    const description = api({ "/notes": { post: operation({ requestBody: json({ type: "object" }) }) } });

    expect(constantOf("Notes_GetNote", description)).not.toHaveProperty("bounds");
  });

  test.each([
    ["get", undefined, true],
    ["put", undefined, true],
    ["delete", undefined, true],
    ["post", undefined, false],
    ["patch", undefined, false],
    ["post", true, true],
    ["delete", false, false],
  ])("calls %s with x-idempotent %s idempotent: %s", (method, marked, want) => {
    const marks = marked === undefined ? {} : { "x-idempotent": marked };

    expect(constantOf("Notes_GetNote", api({ "/notes": { [method]: operation(marks) } }))).toMatchObject({
      idempotent: want,
    });
  });

  test("lists all operations", () => {
    const description = api({
      "/a": { get: operation({ operationId: "A_Get" }), post: operation({ operationId: "A_Add" }) },
    });

    expect(generateOperations(description, PREFIX)).toContain(
      "export const operations: readonly Operation[] = [A_Get, A_Add];",
    );
  });

  test("writes the facts that options are checked against", () => {
    const description = api({ "/notes": { get: operation({ security: [{ Bearer: [] }] }) } });

    expect(constantOf("api", description)).toEqual({
      server: "https://{region}.notes.test",
      regions: ["us", "eu"],
      defaultRegion: "eu",
      prefix: PREFIX,
      schemes: ["basic", "bearer"],
    });
    expect(generateOperations(description, PREFIX)).toContain('export type Region = "us" | "eu";');
    expect(generateOperations(description, PREFIX)).toContain('export type Scheme = "basic" | "bearer";');
  });

  test.each([
    { name: "a server", servers: [] },
    { name: "a region", servers: [{ url: "https://notes.test" }] },
    {
      name: "known regions",
      servers: [{ url: "https://{region}.notes.test", variables: { region: { default: "us" } } }],
    },
  ])("refuses a description without $name", ({ servers }) => {
    expect(() => generateOperations(api({}, { servers }), PREFIX)).toThrow(
      new BrokenDescription("the first server has no variable `region` with an enum, which clients offer"),
    );
  });

  test.each(["Key", "Gone"])("refuses the security scheme %s, for which there is no credential", (scheme) => {
    expect(() => generateOperations(api({}, { security: [{ [scheme]: [] }] }), PREFIX)).toThrow(
      new BrokenDescription(`security scheme ${scheme} is neither Basic, Bearer nor OAuth2`),
    );
  });
});
