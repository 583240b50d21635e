import type { Client } from "openapi-fetch";
import { describe, expectTypeOf, test } from "vitest";
import { type ClientSettings, type OpenApiFetchClient, onChain } from "../src/client.ts";
import { operations, type Paths } from "./messages-api.ts";

declare const client: Client<Paths>;
declare const settings: ClientSettings;

describe("onChain", () => {
  test("takes any openapi-fetch client and keeps its types", () => {
    expectTypeOf<Client<Paths>>().toExtend<OpenApiFetchClient>();
    expectTypeOf(onChain(client, operations, settings, () => "").wire).toEqualTypeOf<Client<Paths>>();
  });

  test("takes nothing else", () => {
    // @ts-expect-error: not an openapi-fetch client
    void (() => onChain({ fetch }, operations, settings));
  });
});
