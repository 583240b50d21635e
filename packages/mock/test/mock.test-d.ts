import { describe, expectTypeOf, test } from "vitest";
import { type Api, type Exchange, type Mock, startMock } from "../src/index.ts";

describe("startMock", () => {
  test("has a base URL for every API when none is named", async () => {
    const mock = await startMock();

    expectTypeOf(mock).toEqualTypeOf<Mock>();
    expectTypeOf(mock.conversation).toEqualTypeOf<string>();
    expectTypeOf(mock.templates).toEqualTypeOf<string>();
    expectTypeOf(mock.auth).toEqualTypeOf<string>();
    expectTypeOf(mock.close).returns.toEqualTypeOf<Promise<void>>();
  });

  test("has every base URL when other options than the APIs are given", async () => {
    const mock = await startMock({ host: "127.0.0.1", ports: { batch: 0 } });

    expectTypeOf(mock).toEqualTypeOf<Mock>();
  });

  test("has base URLs for exactly the APIs that are named", async () => {
    const mock = await startMock({ apis: ["batch", "auth"] });

    expectTypeOf(mock.batch).toEqualTypeOf<string>();
    expectTypeOf(mock.auth).toEqualTypeOf<string>();
    // @ts-expect-error The conversation API was not asked for.
    mock.conversation;
  });

  test("refuses an API that does not exist", () => {
    // @ts-expect-error There is no such API.
    startMock({ apis: ["sms"] });
    // @ts-expect-error There is no such API.
    startMock({ ports: { sms: 4010 } });
  });

  test("reports exchanges with the API by name", () => {
    startMock({ onExchange: (exchange) => expectTypeOf(exchange).toEqualTypeOf<Exchange>() });

    expectTypeOf<Exchange["api"]>().toEqualTypeOf<Api>();
    expectTypeOf<Exchange["operationId"]>().toEqualTypeOf<string | undefined>();
  });

  test("takes a list of APIs that is only known when the program runs", async () => {
    const apis: readonly Api[] = ["batch"];

    expectTypeOf(await startMock({ apis })).toEqualTypeOf<Mock>();
  });
});
