import { BrokenDescription, type Parameter, type Schema } from "@sinch-fetch/description";
import { descriptionOf, operation } from "@sinch-fetch/description/testing";
import createClient, { createQuerySerializer } from "openapi-fetch";
import { describe, expect, test } from "vitest";
import { queryArraysOf } from "../src/query-arrays.ts";

const ARRAY: Schema = { type: "array", items: { type: "string" } };

/** A description whose operations each have one parameter: `Notes_Op1` the first, `Notes_Op2` the second. */
function described(...parameters: Partial<Parameter>[]) {
  const paths = parameters.map((parameter, index) => [
    `/notes${index}`,
    {
      get: operation({
        operationId: `Notes_Op${index + 1}`,
        parameters: [{ name: "ids", in: "query", schema: ARRAY, ...parameter }],
      }),
    },
  ]);
  return descriptionOf(Object.fromEntries(paths), { Ids: ARRAY });
}

describe("queryArraysOf", () => {
  test.each<{ name: string; parameter: Partial<Parameter>; query: string }>([
    { name: "nothing said", parameter: {}, query: "ids=a&ids=b" },
    { name: "what OpenAPI takes for granted, said", parameter: { style: "form", explode: true }, query: "ids=a&ids=b" },
    { name: "no explode", parameter: { explode: false }, query: "ids=a,b" },
    { name: "pipes, which explode only when they say so", parameter: { style: "pipeDelimited" }, query: "ids=a|b" },
    { name: "spaces", parameter: { style: "spaceDelimited", explode: false }, query: "ids=a%20b" },
    {
      name: "a schema by reference",
      parameter: { explode: false, schema: { $ref: "#/components/schemas/Ids" } },
      query: "ids=a,b",
    },
    { name: "a list or null", parameter: { explode: false, schema: { type: ["array", "null"] } }, query: "ids=a,b" },
  ])("makes a client write an array as the description has it: $name", async ({ parameter, query }) => {
    const arrays = queryArraysOf(described(parameter));
    const querySerializer = createQuerySerializer(arrays && { array: arrays });
    const sent: string[] = [];
    const client = createClient<{
      "/notes": { get: { parameters: { query: { ids: string[] } }; responses: Record<string, never> } };
    }>({
      baseUrl: "https://notes.test",
      querySerializer,
      fetch: async ({ url }) => {
        sent.push(url);
        return Response.json({});
      },
    });

    await client.GET("/notes", { params: { query: { ids: ["a", "b"] } } });

    expect(sent).toEqual([`https://notes.test/notes?${query}`]);
  });

  test("says nothing where the defaults do", () => {
    expect([described(), described({}), described({ explode: true }, {})].map(queryArraysOf)).toEqual(
      Array(3).fill(undefined),
    );
  });

  test("looks at arrays in queries alone", () => {
    const description = described(
      { explode: false, schema: { type: "string" } },
      { explode: false, in: "path" },
      { style: "pipeDelimited" },
    );

    expect(queryArraysOf(description)).toEqual({ style: "pipeDelimited", explode: false });
  });

  test("refuses two ways in one API", () => {
    expect(() => queryArraysOf(described({ explode: false }, { name: "colors" }))).toThrow(
      new BrokenDescription(
        "query parameter colors: style: form, explode: true, but ids of Notes_Op1 has style: form, explode: false, " +
          "and a client writes all arrays in one way",
        "Notes_Op2",
      ),
    );
  });

  test("refuses a style that is not for arrays", () => {
    expect(() => queryArraysOf(described({ style: "deepObject" }))).toThrow(
      new BrokenDescription(
        "query parameter ids: style: deepObject, explode: false is not for arrays, which take style: form or " +
          "spaceDelimited or pipeDelimited",
        "Notes_Op1",
      ),
    );
  });
});
