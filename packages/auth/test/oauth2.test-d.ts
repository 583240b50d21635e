import type { Auth, ClientOptions } from "@sinch-fetch/http";
import { describe, expectTypeOf, test } from "vitest";
import {
  memoryTokenStore,
  type OAuth2Auth,
  type OAuth2Options,
  oauth2,
  type PinnedAuth,
  type StoredToken,
  type TokenStore,
} from "../src/index.ts";

describe("oauth2", () => {
  test("makes a credential of the bearer scheme", () => {
    expectTypeOf(oauth2).returns.toExtend<Auth<"bearer">>();
  });

  test("makes a credential that can be pinned, which says when it ends", () => {
    expectTypeOf<OAuth2Auth["pin"]>().returns.resolves.toExtend<Auth<"bearer">>();
    expectTypeOf<PinnedAuth["expiresAt"]>().toEqualTypeOf<Date>();
  });

  test("makes what a client takes that documents the bearer scheme", () => {
    expectTypeOf(oauth2).returns.toExtend<ClientOptions<"us", "bearer">["auth"]>();
    expectTypeOf(oauth2).returns.toExtend<ClientOptions<"us", "basic" | "bearer">["auth"]>();
    expectTypeOf(oauth2).returns.not.toExtend<ClientOptions<"us", "basic">["auth"]>();
  });

  test("needs the key and nothing else", () => {
    expectTypeOf<{ keyId: string; keySecret: string }>().toExtend<OAuth2Options>();
    // @ts-expect-error: keySecret is missing
    expectTypeOf<OAuth2Options>({ keyId: "id" });
    // @ts-expect-error: the option is called tokenUrl
    expectTypeOf<OAuth2Options>({ keyId: "id", keySecret: "secret", url: "https://auth.test" });
  });

  test("takes the platform's fetch", () => {
    expectTypeOf<typeof globalThis.fetch>().toExtend<OAuth2Options["fetch"]>();
  });

  test("takes a token store, such as the one in memory", () => {
    expectTypeOf(memoryTokenStore).returns.toEqualTypeOf<TokenStore>();
    expectTypeOf<TokenStore>().toExtend<OAuth2Options["tokenStore"]>();
    // @ts-expect-error: set is missing
    expectTypeOf<TokenStore>({ get: async () => undefined });
  });
});

describe("StoredToken", () => {
  test("may come without an end", () => {
    expectTypeOf<{ accessToken: string; issuedAtMs: number }>().toExtend<StoredToken>();
    expectTypeOf<StoredToken["expiresAtMs"]>().toEqualTypeOf<number | undefined>();
  });

  test("says when it was asked for", () => {
    // @ts-expect-error: issuedAtMs is missing
    expectTypeOf<StoredToken>({ accessToken: "token", expiresAtMs: 5 });
  });
});
