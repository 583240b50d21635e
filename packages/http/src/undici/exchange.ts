import type { Dispatcher } from "undici";
import { mostEncoded, tooLarge } from "./body.ts";
import { type ParsedHeaders, UndiciResponse } from "./response.ts";

/** What `undiciFetch` takes beyond the members of the platform. */
export interface UndiciInit extends RequestInit {
  /** Most bytes that the body of the response may have, decoded; the exchange ends when there are more. */
  maxResponseBytes?: number;
}

/** Statuses of responses without a body, whatever their headers say or follows them. */
const WITHOUT_BODY = [204, 205, 304];

/** One request and its response, as undici's dispatcher reports them. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #url: string;
  readonly #init: UndiciInit;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (reason: unknown) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #response: UndiciResponse | undefined;
  #isSettled = false;
  readonly #mostBytes: number;
  /** How many bytes of the body may still come. */
  #bytesLeft = 0;

  constructor(url: string, init: UndiciInit, resolve: (response: Response) => void, reject: (reason: unknown) => void) {
    this.#url = url;
    this.#init = init;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#mostBytes = init.maxResponseBytes ?? Number.POSITIVE_INFINITY;
    init.signal?.addEventListener("abort", this);
  }

  /** The signal was aborted. */
  handleEvent(): void {
    this.#reject(this.#init.signal?.reason);
    // A request that waits for a connection has no controller yet.
    this.#controller?.abort(new Error("aborted"));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#init.signal?.aborted) this.handleEvent();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: ParsedHeaders,
    statusText = "",
  ): void {
    const { redirect, method } = this.#init;
    this.#response = new UndiciResponse(this.#url, status, statusText, headers, this.#mostBytes);
    this.#bytesLeft = headers["content-encoding"] ? mostEncoded(this.#mostBytes) : this.#mostBytes;
    if (redirect === "error" && status >= 300 && status < 400) {
      const error = new TypeError(`undiciFetch: the response is a redirect, status ${status}`);
      this.#reject(error);
      controller.abort(error);
    } else if (WITHOUT_BODY.includes(status)) {
      this.#settle();
      // HTTP lets bytes follow a 205 all the same, until the connection ends.
      if (status === 205 && headers["content-length"] !== "0") controller.abort(new Error("a body after a 205"));
    } else if (method !== "HEAD" && Number(headers["content-length"]) > this.#bytesLeft) {
      this.#refuse(controller);
    }
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#bytesLeft -= chunk.length;
    if (this.#bytesLeft < 0) this.#refuse(controller);
    else this.#response?.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#settle();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settle(error);
  }

  #refuse(controller: Dispatcher.DispatchController): void {
    const error = tooLarge(this.#mostBytes);
    this.#settle(error);
    controller.abort(error);
  }

  /** Ends the exchange, once: what fails later, fails after all of the response has come. */
  #settle(failure?: Error): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    this.#init.signal?.removeEventListener("abort", this);
    if (this.#response) {
      this.#response.failure = failure;
      this.#resolve(this.#response);
    } else {
      this.#reject(failure);
    }
  }
}
