import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { type Behaviour, reset } from "./raw-server.ts";

/** Headers of a response; a function is asked when the response is made. */
export type ResponseHeaders = Readonly<Record<string, string | (() => string)>>;

/** What a response holds, beside its status. */
export interface ResponseParts {
  /** Over the ones that are set in any case: `content-type` and `content-length`. */
  readonly headers?: ResponseHeaders;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** A usual response; the connection stays open for the next request. */
export function respond(status: number, parts: ResponseParts = {}): Behaviour {
  return onRequest((socket) => void socket.write(responseText(status, parts)));
}

/** A 200 with a body. One to a send names the id of what was sent, as the API does in any case. */
export const ok = (body: unknown, headers?: ResponseHeaders): Behaviour =>
  onRequest((socket, { method, target }) => {
    const id = method !== "POST" ? {} : target.endsWith(":send") ? { message_id: "m" } : { batch_id: "b" };
    const isSend = typeof body === "object" && /\/messages(:send)?$/.test(target);
    const whole = isSend ? { ...id, ...body } : body;
    socket.write(responseText(200, { body: whole, ...(headers && { headers }) }));
  });

/** A proxy's page. */
export const html = (status: number): Behaviour =>
  respond(status, { body: `<html><h1>${status}</h1></html>`, headers: { "content-type": "text/html" } });

/** A response without a body, with the headers of one. */
export const empty = (status: number): Behaviour =>
  respond(status, { headers: { "content-type": "application/json" } });

/** A response that points elsewhere. */
export const redirect = (status: number, location: string): Behaviour => respond(status, { headers: { location } });

/** Any bytes, after which the connection stays open. */
export const raw = (text: string): Behaviour => onRequest((socket) => void socket.write(text, "latin1"));

/** Any bytes, after which the connection is closed in good order. */
export const rawThenClose = (text: string): Behaviour => onRequest((socket) => void socket.end(text, "latin1"));

/** Any bytes, and a reset once they had time to arrive. */
export const rawThenReset = (text: string): Behaviour =>
  onRequest((socket) => {
    socket.write(text, "latin1");
    later(socket, 20, () => reset(socket));
  });

/** Takes the connection and reads nothing from it. */
export const deaf: Behaviour = { at: "connection", act: (socket) => void socket.pause() };

/** Takes the request and says nothing. */
export const silence: Behaviour = onRequest(() => {});

/** Ends a connection as soon as it is there, before anything was read from it. */
export const resetOnConnection: Behaviour = { at: "connection", act: reset };

/** Resets the connection at the first byte of a request: to a client that reuses it, one that had gone stale. */
export const resetOnFirstByte: Behaviour = { at: "first byte", act: reset };

/** Resets the connection when the head has come. */
export const resetOnHead: Behaviour = { at: "head", act: reset };

/** Resets the connection when all of the request has come. */
export const resetOnRequest: Behaviour = onRequest(reset);

/** Closes the connection in good order when all of the request has come. */
export const closeOnRequest: Behaviour = onRequest((socket) => void socket.end());

/** A response that comes after a while. */
export const delayed = (ms: number, status: number, parts?: ResponseParts): Behaviour =>
  onRequest((socket) => later(socket, ms, () => void socket.write(responseText(status, parts))));

/** A response of which one byte comes at a time. */
export const drip = (everyMs: number, status: number, parts?: ResponseParts): Behaviour =>
  onRequest((socket) => {
    const bytes = Buffer.from(responseText(status, parts));
    let at = 0;
    const timer = setInterval(() => {
      socket.write(bytes.subarray(at, ++at));
      if (at === bytes.length) clearInterval(timer);
    }, everyMs);
    socket.once("close", () => clearInterval(timer));
  });

/** A response after which the server closes a connection that it had promised to keep. */
export const respondThenClose = (status: number, parts?: ResponseParts): Behaviour =>
  onRequest((socket) => {
    socket.write(responseText(status, parts));
    later(socket, 20, () => void socket.end());
  });

/** The bytes of a response. */
export function responseText(status: number, { headers = {}, body }: ResponseParts = {}): string {
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  const bodiless = status === 204 || status === 304;
  const fields: ResponseHeaders = {
    ...(bodiless ? {} : { "content-length": String(Buffer.byteLength(text)) }),
    ...(text === "" ? {} : { "content-type": "application/json" }),
    ...headers,
  };
  const lines = Object.entries(fields).map(
    ([name, value]) => `${name}: ${typeof value === "function" ? value() : value}\r\n`,
  );
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Odd"}\r\n${lines.join("")}\r\n${text}`;
}

/** Acts when all of a request has come. */
export function onRequest(act: Behaviour["act"]): Behaviour {
  return { at: "whole", act };
}

/** Acts after a while, unless the connection has ended. */
function later(socket: Socket, ms: number, act: () => void): void {
  setTimeout(() => {
    if (!socket.destroyed) act();
  }, ms).unref();
}
