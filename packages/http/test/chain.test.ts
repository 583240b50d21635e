import { describe, expect, test } from "vitest";
import { composeFetch } from "../src/chain/chain.ts";
import type { FetchMiddleware } from "../src/chain/request.ts";
import { httpRequest } from "./http-request.ts";

describe("composeFetch", () => {
  test("calls the first middleware outermost and the sender innermost", async () => {
    const steps: string[] = [];
    const step =
      (name: string): FetchMiddleware =>
      async (request, next) => {
        steps.push(`${name} before`);
        const response = await next(request);
        steps.push(`${name} after`);
        return response;
      };
    const send = composeFetch([step("outer"), step("inner")], async () => {
      steps.push("send");
      return new Response();
    });

    await send(httpRequest());

    expect(steps).toEqual(["outer before", "inner before", "send", "inner after", "outer after"]);
  });

  test("hands on the request that a middleware changed", async () => {
    const urls: string[] = [];
    const change: FetchMiddleware = (request, next) => next({ ...request, url: "https://changed.test/" });
    const send = composeFetch([change], async ({ url }) => {
      urls.push(url);
      return new Response();
    });

    await send(httpRequest());

    expect(urls).toEqual(["https://changed.test/"]);
  });

  test("returns the sender itself where there is no middleware", () => {
    const sender = async () => new Response();

    expect(composeFetch([], sender)).toBe(sender);
  });
});
