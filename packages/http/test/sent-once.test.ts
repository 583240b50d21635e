import { afterEach, describe, expect, test, vi } from "vitest";
import { sentOnce } from "../src/sent-once.ts";

const bytes = new TextEncoder().encode("body").buffer;
const form = new FormData();

describe("sentOnce", () => {
  afterEach(() => vi.unstubAllGlobals());

  test.each([{ given: "body" }, { given: bytes }])(
    "gives Deno a Blob for $given, with no type of its own",
    async ({ given }) => {
      vi.stubGlobal("Deno", {});

      const body = await new Response(sentOnce(given)).text();

      expect(sentOnce(given)).toBeInstanceOf(Blob);
      expect(sentOnce(given)).toHaveProperty("type", "");
      expect(body).toBe("body");
    },
  );

  test.each([{ given: null }, { given: form }])("gives Deno $given as it is", ({ given }) => {
    vi.stubGlobal("Deno", {});

    expect(sentOnce(given)).toBe(given);
  });

  test.each([{ given: "body" }, { given: bytes }])("gives other platforms $given as it is", ({ given }) => {
    expect(sentOnce(given)).toBe(given);
  });
});
