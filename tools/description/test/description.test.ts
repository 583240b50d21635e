import { describe, expect, test } from "vitest";
import { BrokenDescription } from "../src/broken-description.ts";
import { type Description, operationsOf, type Parameter, resolve } from "../src/description.ts";
import { descriptionOf, json, onlyOperation, operation } from "../testing/describe.ts";

describe("resolve", () => {
  const description = descriptionOf(
    { "/a~b/c": { get: operation() } },
    { Near: { type: "string" }, Far: { $ref: "#/components/schemas/Near" } },
  );

  test("follows references to their end", () => {
    expect(resolve(description, { $ref: "#/components/schemas/Far" })).toEqual({ type: "string" });
  });

  test("reads the escapes of a pointer", () => {
    expect(resolve(description, { $ref: "#/paths/~1a~0b~1c/get/tags" })).toEqual(["Notes"]);
  });

  test("returns what is not a reference", () => {
    const schema = { type: "string" };

    expect(resolve(description, schema)).toBe(schema);
  });

  test("refuses a reference to nothing", () => {
    expect(() => resolve(description, { $ref: "#/components/schemas/Gone" })).toThrow(
      new BrokenDescription("#/components/schemas/Gone leads nowhere"),
    );
  });
});

describe("operationsOf", () => {
  test("lists the operations in the order of the paths, with their methods", () => {
    const description = descriptionOf({
      "/b": { post: operation({ operationId: "B_Create" }), get: operation({ operationId: "B_Get" }) },
      "/a": { summary: undefined, delete: operation({ operationId: "A_Delete" }) },
    });

    expect(operationsOf(description).map(({ method, path, object }) => [method, path, object.operationId])).toEqual([
      ["GET", "/b", "B_Get"],
      ["POST", "/b", "B_Create"],
      ["DELETE", "/a", "A_Delete"],
    ]);
  });

  test("resolves parameters, body and responses", () => {
    const description: Description = {
      ...descriptionOf({
        "/notes": {
          post: operation({
            parameters: [{ $ref: "#/components/parameters/Size" } as Parameter],
            requestBody: { $ref: "#/components/requestBodies/Note" },
            responses: { 200: { $ref: "#/components/responses/Kept" } },
          }),
        },
      }),
      components: {
        parameters: { Size: { name: "size", in: "query" } },
        requestBodies: { Note: json({ type: "object" }) },
        responses: { Kept: { description: "Kept." } },
      },
    };

    expect(onlyOperation(description)).toMatchObject({
      parameters: [{ name: "size", in: "query" }],
      body: json({ type: "object" }),
      responses: { 200: { description: "Kept." } },
    });
  });

  test("lets a parameter of the operation prevail over that of the path", () => {
    const description = descriptionOf({
      "/notes": {
        parameters: [
          { name: "size", in: "query", description: "Of the path." },
          { name: "order", in: "query" },
        ],
        get: operation({ parameters: [{ name: "size", in: "query", description: "Of the operation." }] }),
      },
    });

    expect(onlyOperation(description).parameters).toEqual([
      { name: "size", in: "query", description: "Of the operation." },
      { name: "order", in: "query" },
    ]);
  });
});
