import { describe, expectTypeOf, test } from "vitest";
import { type CallbackTrigger, callbackTriggers, type SentCallback, sendCallback } from "../src/index.ts";

const url = "http://127.0.0.1:3000/callbacks";

describe("sendCallback", () => {
  test("takes the triggers of the description and no other", () => {
    expectTypeOf(sendCallback({ url, trigger: "MESSAGE_DELIVERY" })).resolves.toEqualTypeOf<SentCallback>();
    // @ts-expect-error There is no such trigger.
    sendCallback({ url, trigger: "MESSAGE_DELIVERED" });
    // @ts-expect-error The trigger is missing.
    sendCallback({ url });
    // @ts-expect-error The receiver is missing.
    sendCallback({ trigger: "OPT_IN" });
  });

  test("has the triggers as a list too", () => {
    expectTypeOf(callbackTriggers).toEqualTypeOf<readonly CallbackTrigger[]>();
    expectTypeOf<"BATCH_STATUS_UPDATE">().toExtend<CallbackTrigger>();
    expectTypeOf<string>().not.toExtend<CallbackTrigger>();
  });

  test("takes a secret from the environment, where it may be absent", () => {
    expectTypeOf(sendCallback).parameter(0).toHaveProperty("secret").toEqualTypeOf<string | undefined>();
  });
});
