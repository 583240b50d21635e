import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach } from "vitest";
import { isSigned } from "./receiver.ts";

/** A callback that came. */
export interface CameIn {
  /** The property that holds the payload. */
  readonly kind: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever came in, and fail where it is something else
  readonly body: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly payload: any;
  readonly isSigned: boolean;
  readonly nonce: string;
}

/** A program of a user, which gets callbacks. */
export interface Program {
  readonly url: string;
  /** What came, in order, those that it refused included. */
  readonly came: CameIn[];
  /** The statuses of the next responses; 200 after that. */
  readonly statuses: number[];
  /** The first callback that fits, also one that came already. */
  next(isMeant: (callback: CameIn) => boolean): Promise<CameIn>;
  /** What the program does at each callback. */
  on?: (callback: CameIn) => unknown;
}

const ENVELOPE = ["app_id", "project_id", "accepted_time", "event_time", "message_metadata", "correlation_id"];
const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Starts a program that gets callbacks, signed with a secret. */
export async function program(secret = "of-the-webhook"): Promise<Program> {
  const waiting: { isMeant: (callback: CameIn) => boolean; resolve: (callback: CameIn) => void }[] = [];
  const server = createServer(async (request, response) => {
    const received = { method: request.method, url: request.url, headers: request.headers, body: await text(request) };
    const body = JSON.parse(received.body);
    const kind = Object.keys(body).find((name) => !ENVELOPE.includes(name)) ?? "";
    const nonce = String(request.headers["x-sinch-webhook-signature-nonce"]);
    const isRight = "x-sinch-webhook-signature" in request.headers && (await isSigned(received, secret));
    const callback = { kind, body, payload: body[kind], isSigned: isRight, nonce };
    self.came.push(callback);
    await self.on?.(callback);
    response.writeHead(self.statuses.shift() ?? 200).end();
    for (const one of waiting.splice(0)) {
      if (one.isMeant(callback)) one.resolve(callback);
      else waiting.push(one);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const self: Program = {
    url: `http://127.0.0.1:${port}/callbacks`,
    came: [],
    statuses: [],
    next(isMeant) {
      const found = self.came.find(isMeant);
      return found ? Promise.resolve(found) : new Promise((resolve) => waiting.push({ isMeant, resolve }));
    },
  };
  return self;
}

/** The states in the receipts of a message, in the order in which they came. */
export function statesIn(came: readonly CameIn[], messageId?: string): string[] {
  return came
    .filter(
      ({ kind, payload }) => kind === "message_delivery_report" && (!messageId || payload.message_id === messageId),
    )
    .map(({ payload }) => `${payload.channel_identity.channel} ${payload.status}`);
}
