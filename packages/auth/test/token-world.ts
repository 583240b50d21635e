import { expect, vi } from "vitest";
import { oauth2, type StoredToken, type TokenStore } from "../src/index.ts";
import { settle } from "./clock.ts";
import { credentialOf, httpRequest } from "./http-request.ts";

/** What a token endpoint can answer. */
export type EndpointAnswer =
  | { readonly kind: "token"; readonly lifeS: number }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "html" }
  | { readonly kind: "lost" };

export type StoreState = "works" | "fails" | "hangs";

/** A token of this world. */
interface Known extends StoredToken {
  readonly expiresAtMs: number;
  /** When it came into the world, in steps of the run. */
  readonly fromStep: number;
  isRevoked: boolean;
}

interface Exchange {
  readonly isOpen: () => boolean;
  end(answer: EndpointAnswer): void;
}

interface Call {
  state: "waits" | "sent" | "answered" | "failed";
  /** When it last began to wait for a token, in steps of the run. */
  waitsFromStep: number;
  requests: number;
  /** The token of its last request. */
  token?: Known;
  respond?: (response: Response) => void;
  isAborted: boolean;
}

/**
 * A token endpoint, an API, a store, and any number of calls of one auth value, moved step by step on a fake clock. What
 * must always hold is checked with every step, and told of as a list of violations.
 */
export class TokenWorld {
  readonly #violations: string[] = [];
  readonly #tokens: Known[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #calls: Call[] = [];
  readonly #refused: Known[] = [];
  /** The token that the auth value has as the last: sent by it, or given to it by the endpoint. */
  #current: Known | undefined;
  #stored: StoredToken | undefined;
  #storeState: StoreState = "works";
  #storeHangsUntilMs = 0;
  #step = 0;
  readonly #auth = oauth2({
    keyId: "key-id",
    keySecret: "hunter2",
    fetch: (_, init) => this.#exchange(init?.signal),
    tokenStore: this.#store(),
  });

  /** A call sets out, with so much time; 0 for no limit. */
  async call(timeoutMs: number): Promise<void> {
    const hadToken = this.#current && this.#isUsable(this.#current);
    const isFirst = this.#open().length === 0 && !this.#calls.some(({ state }) => state === "waits");
    const call: Call = { state: "waits", waitsFromStep: this.#step + 1, requests: 0, isAborted: false };
    this.#calls.push(call);
    await this.#move(() => void this.#run(call, timeoutMs));
    this.#check(!hadToken || call.state === "sent", "a call waits though there is a usable token");
    const mustAsk = isFirst && call.state === "waits" && Date.now() >= this.#storeHangsUntilMs;
    this.#check(!mustAsk || this.#open().length === 1, "a call waits and nobody asks for a token");
  }

  /** The token endpoint answers, if it was asked. */
  async answer(answer: EndpointAnswer): Promise<void> {
    await this.#move(() => this.#open()[0]?.end(answer));
  }

  /** The API answers one of the requests that it has. */
  async respond(index: number): Promise<void> {
    const sent = this.#calls.filter(({ state }) => state === "sent");
    const call = sent[index % sent.length];
    if (!call?.token) return;
    const { token } = call;
    const status = token.isRevoked || Date.now() >= token.expiresAtMs ? 401 : 200;
    const isRefusal = status === 401 && call.requests === 1;
    const before = this.#current;
    const exchanges = this.#exchanges.length;
    await this.#move(() => {
      if (isRefusal) {
        if (!this.#refused.includes(token)) this.#refused.unshift(token);
        Object.assign(call, { state: "waits", waitsFromStep: this.#step });
      }
      call.respond?.(new Response(null, { status }));
    });
    if (!isRefusal) this.#check(call.state === "answered", "an answer is not handed on");
    else if (before && before !== token && this.#isUsable(before)) {
      this.#check(call.state === "sent", "a late 401 is not repeated at once");
      const isRenewed = this.#exchanges.length > exchanges;
      this.#check(isDue(before) || !isRenewed, "a late 401 renews the token that has taken the place");
    }
  }

  /** A caller loses interest. */
  async abort(index: number): Promise<void> {
    const call = this.#unsettled()[index % this.#unsettled().length];
    if (!call) return;
    call.isAborted = true;
    await this.#move(() => call.respond?.(Response.error()));
  }

  /** The API takes a token no longer, counted from the newest. */
  revoke(index: number): void {
    const token = this.#tokenAt(index);
    if (token) token.isRevoked = true;
  }

  async pass(ms: number): Promise<void> {
    await this.#move(() => vi.advanceTimersByTimeAsync(ms));
  }

  /** Another process puts a token into the store: a new one, or one that has been in this world before. */
  putNew(lifeS: number): void {
    this.#stored = this.#issue(lifeS, Date.now());
  }

  putOld(index: number): void {
    this.#stored = this.#tokenAt(index);
  }

  letStore(state: StoreState): void {
    this.#storeState = state;
  }

  /** Puts everything right, after which every call must come to its end. */
  async end(): Promise<void> {
    this.letStore("works");
    for (let round = 0; round < 60 && this.#unsettled().length > 0; round++) {
      await this.answer({ kind: "token", lifeS: 3600 });
      for (const _ of this.#unsettled()) await this.respond(0);
      await this.pass(1000);
    }
    this.#check(this.#unsettled().length === 0, "a call never settles");
    expect(this.#violations).toEqual([]);
  }

  async #run(call: Call, timeoutMs: number): Promise<void> {
    try {
      await this.#auth.authorize(httpRequest({ timeoutMs }), (request) => this.#receive(call, credentialOf(request)));
      call.state = "answered";
    } catch (error) {
      this.#check(call.isAborted || typeof Object(error).errorOf === "function", `a call fails: ${error}`);
      call.state = "failed";
    }
  }

  /** A request reaches the API, unless its caller has lost interest. */
  async #receive(call: Call, credential: string | undefined): Promise<Response> {
    if (call.isAborted) throw new Error("aborted");
    const token = this.#tokens.find(({ accessToken }) => credential === `Bearer ${accessToken}`);
    if (!token) throw new Error("no token of this world");
    const hasWaitedForIt = call.waitsFromStep <= token.fromStep;
    this.#check(isFresh(token) || hasWaitedForIt, "a token past its end is handed out");
    const isRepeated = call.requests > 0 && call.token === token;
    this.#check(!isRepeated, "a call is repeated with the token that it was refused");
    this.#current = token;
    Object.assign(call, { state: "sent", token, requests: call.requests + 1 });
    this.#check(call.requests <= 2, "a call is sent a third time");
    return new Promise((resolve, reject) => {
      call.respond = (response) => (call.isAborted ? reject(new Error("aborted")) : resolve(response));
    });
  }

  #exchange(signal: AbortSignal | null | undefined): Promise<Response> {
    this.#check(this.#open().length === 0, "two token requests are under way");
    const askedAtMs = Date.now();
    return new Promise((resolve, reject) => {
      let isEnded = false;
      this.#exchanges.push({
        isOpen: () => !isEnded && !signal?.aborted,
        end: (answer) => {
          isEnded = true;
          if (answer.kind === "lost") reject(new TypeError("fetch failed"));
          else resolve(this.#responseOf(answer, askedAtMs));
        },
      });
    });
  }

  #responseOf(answer: Exclude<EndpointAnswer, { kind: "lost" }>, askedAtMs: number): Response {
    if (answer.kind === "status") return new Response(null, { status: answer.status });
    if (answer.kind === "html") return new Response("<html></html>");
    // Its life counts from when it was asked for: no one knows when the endpoint began to count.
    this.#current = this.#issue(answer.lifeS, askedAtMs);
    return Response.json({ access_token: this.#current.accessToken, expires_in: answer.lifeS });
  }

  #store(): TokenStore {
    const work = async <Value>(action: () => Value): Promise<Value> => {
      if (this.#storeState === "fails") throw new Error("no store");
      if (this.#storeState === "works") return action();
      this.#storeHangsUntilMs = Date.now() + 1000;
      return new Promise(() => {});
    };
    return {
      get: () => work(() => this.#stored),
      set: (_, token) =>
        work(() => {
          this.#stored = token;
        }),
    };
  }

  #issue(lifeS: number, issuedAtMs: number): Known {
    const accessToken = `t${this.#tokens.length + 1}`;
    const expiresAtMs = issuedAtMs + lifeS * 1000;
    const token = { accessToken, issuedAtMs, expiresAtMs, fromStep: this.#step, isRevoked: false };
    this.#tokens.push(token);
    return token;
  }

  #tokenAt(index: number): Known | undefined {
    return this.#tokens.at(-1 - (index % this.#tokens.length));
  }

  #isUsable(token: Known): boolean {
    return isFresh(token) && !this.#refused.includes(token);
  }

  #open(): readonly Exchange[] {
    return this.#exchanges.filter(({ isOpen }) => isOpen());
  }

  #unsettled(): readonly Call[] {
    return this.#calls.filter(({ state }) => state === "waits" || state === "sent");
  }

  #check(holds: boolean | undefined, violation: string): void {
    if (!holds) this.#violations.push(`step ${this.#step}: ${violation}`);
  }

  async #move(action: () => unknown): Promise<void> {
    this.#step++;
    await action();
    await settle();
  }
}

/** A minute before the end, or a tenth of the life. */
const marginMs = ({ issuedAtMs, expiresAtMs }: Known): number => Math.min(60_000, (expiresAtMs - issuedAtMs) / 10);

const isFresh = (token: Known): boolean => Date.now() < token.expiresAtMs - marginMs(token);

/** Whether it may be under renewal in the background. */
const isDue = (token: Known): boolean => Date.now() >= token.expiresAtMs - 3 * marginMs(token);
