import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { RequestHandler } from "express";
import { describe, expectTypeOf, test } from "vitest";
import {
  type CallbackEvent,
  type CallbackHandlerOptions,
  type CallbackPayloads,
  type CallbackTrigger,
  callbackHandler,
  isCallbackError,
  memoryNonceStore,
  type NodeRequest,
  type NodeResponse,
  type NonceStore,
  parseCallback,
  toNodeHandler,
  verifyCallback,
} from "../../src/callbacks.ts";
import type { MessageDeliveryCallback } from "../../src/index.ts";

const secret = "marble-otter-42";

describe("an event", () => {
  test("is narrowed by its trigger", () => {
    const event = parseCallback("{}");

    if (event.trigger === "MESSAGE_DELIVERY") {
      expectTypeOf(event.message_delivery_report.message_id).toEqualTypeOf<string | undefined>();
      // @ts-expect-error: of another trigger
      event.opt_in_notification;
    } else if (event.trigger === "UNKNOWN") {
      expectTypeOf(event.payload).toBeUnknown();
      // @ts-expect-error: nothing is known of it
      event.app_id;
    } else {
      expectTypeOf(event.app_id).toBeString();
    }
  });

  test("has a trigger for each payload and one for the rest", () => {
    expectTypeOf<CallbackTrigger>().toEqualTypeOf<keyof CallbackPayloads | "UNKNOWN">();
    expectTypeOf<CallbackEvent["trigger"]>().toEqualTypeOf<CallbackTrigger>();
  });

  test("can be named by its trigger, and is the payload of the main entry", () => {
    expectTypeOf<CallbackEvent<"MESSAGE_DELIVERY">>().toExtend<MessageDeliveryCallback>();
    expectTypeOf<CallbackEvent<"MESSAGE_DELIVERY">["trigger"]>().toEqualTypeOf<"MESSAGE_DELIVERY">();
  });

  test("has no payload with a member that is called trigger or payload", () => {
    type Members<Body> = Body extends unknown ? keyof Body : never;
    expectTypeOf<Extract<Members<CallbackPayloads[keyof CallbackPayloads]>, "trigger" | "payload">>().toBeNever();
  });
});

describe("callbackHandler", () => {
  test("makes a function from Request to Response", () => {
    expectTypeOf(callbackHandler).returns.toEqualTypeOf<(request: Request) => Promise<Response>>();
  });

  test("gives each function its event, and takes what it returns", () => {
    callbackHandler({
      secret,
      on: {
        MESSAGE_INBOUND(event) {
          expectTypeOf(event).toEqualTypeOf<CallbackEvent<"MESSAGE_INBOUND">>();
          expectTypeOf(event.message.id).toEqualTypeOf<string | undefined>();
        },
        OPT_OUT: (event) => Promise.resolve(event.app_id),
        UNKNOWN(event) {
          expectTypeOf(event.payload).toBeUnknown();
        },
        EVENT_INBOUND: undefined,
      },
    });
  });

  test("refuses a trigger that there is not", () => {
    const handlers = (on: CallbackHandlerOptions["on"]) => on;

    // @ts-expect-error: MESSAGE_DELIVERED is no trigger
    handlers({ MESSAGE_DELIVERED() {} });
    // @ts-expect-error: a function that wants another event
    handlers({ OPT_IN(_event: CallbackEvent<"OPT_OUT">) {} });
  });

  test("wants to be told about the secret", () => {
    expectTypeOf<{ secret: string; on: object }>().toExtend<CallbackHandlerOptions>();
    expectTypeOf<{ secret: readonly string[]; on: object }>().toExtend<CallbackHandlerOptions>();
    expectTypeOf<{ secret: null; on: object }>().toExtend<CallbackHandlerOptions>();
    expectTypeOf<{ on: object }>().not.toExtend<CallbackHandlerOptions>();
    expectTypeOf<{ secret: undefined; on: object }>().not.toExtend<CallbackHandlerOptions>();
    expectTypeOf<{ secret: string | undefined; on: object }>().not.toExtend<CallbackHandlerOptions>();
  });
});

describe("toNodeHandler", () => {
  test("takes what callbackHandler makes, and is what node:http and Express take", () => {
    expectTypeOf(toNodeHandler).toBeCallableWith(callbackHandler({ secret, on: {} }));
    expectTypeOf(toNodeHandler).toBeCallableWith(() => new Response());
    expectTypeOf(toNodeHandler).returns.toEqualTypeOf<(req: NodeRequest, res: NodeResponse) => void>();
    expectTypeOf(toNodeHandler).returns.toExtend<RequestListener>();
    expectTypeOf(toNodeHandler).returns.toExtend<RequestHandler>();
  });

  test("takes the requests and responses of Node and Express, and no others", () => {
    expectTypeOf<IncomingMessage>().toExtend<NodeRequest>();
    expectTypeOf<ServerResponse>().toExtend<NodeResponse>();
    expectTypeOf<Http2ServerRequest>().toExtend<NodeRequest>();
    expectTypeOf<Http2ServerResponse>().toExtend<NodeResponse>();
    expectTypeOf<Parameters<RequestHandler>[0]>().toExtend<NodeRequest>();
    expectTypeOf<Parameters<RequestHandler>[1]>().toExtend<NodeResponse>();
    expectTypeOf<Request>().not.toExtend<NodeRequest>();
    expectTypeOf<Response>().not.toExtend<NodeResponse>();
    // @ts-expect-error: of (req, res) already
    toNodeHandler((_req: IncomingMessage, res: ServerResponse) => void res.end());
  });
});

describe("a nonce store", () => {
  test("may be synchronous or not", () => {
    expectTypeOf(memoryNonceStore).returns.toEqualTypeOf<NonceStore>();
    expectTypeOf<{
      has(key: string): Promise<boolean>;
      add(key: string, expiresAtMs: number): Promise<boolean>;
      delete(key: string): Promise<number>;
    }>().toExtend<NonceStore>();
  });

  test("needs to claim and to forget", () => {
    expectTypeOf<Omit<NonceStore, "delete">>().not.toExtend<NonceStore>();
    expectTypeOf<Omit<NonceStore, "add"> & { add(key: string): Promise<void> }>().not.toExtend<NonceStore>();
    expectTypeOf<CallbackHandlerOptions["nonceStore"]>().toEqualTypeOf<NonceStore | undefined>();
    expectTypeOf<CallbackHandlerOptions["handlerTimeoutMs"]>().toEqualTypeOf<number | undefined>();
  });
});

describe("verifyCallback", () => {
  test("takes the headers and bodies of the platforms", () => {
    expectTypeOf<Headers>().toExtend<Parameters<typeof verifyCallback>[0]>();
    expectTypeOf<import("node:http").IncomingHttpHeaders>().toExtend<Parameters<typeof verifyCallback>[0]>();
    expectTypeOf<NodeJS.Dict<string[]>>().toExtend<Parameters<typeof verifyCallback>[0]>();
    expectTypeOf<string | Buffer | Uint8Array | ArrayBuffer>().toExtend<Parameters<typeof verifyCallback>[1]>();
  });

  test("wants a secret, and a body that was not parsed", () => {
    type Arguments = Parameters<typeof verifyCallback>;
    expectTypeOf<null>().not.toExtend<Arguments[2]>();
    expectTypeOf<undefined>().not.toExtend<Arguments[2]>();
    expectTypeOf<{ app_id: string }>().not.toExtend<Arguments[1]>();
    expectTypeOf(verifyCallback).returns.toEqualTypeOf<Promise<void>>();
  });
});

test("a caught error says its reason", () => {
  const error: unknown = undefined;

  if (isCallbackError(error)) expectTypeOf(error.reason).toExtend<string>();
});
