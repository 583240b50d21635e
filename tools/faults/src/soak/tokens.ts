import { respond, responseText, silence } from "../behaviours.ts";
import type { Script } from "../raw-server.ts";
import { issues } from "../token-endpoint.ts";
import type { Draw } from "./plan.ts";

/** What becomes of the token requests of a run. */
export interface TokenCounts {
  /** How many arrived. */
  requests: number;
  /** How many tokens were handed out. */
  issued: number;
  /** How many of them while the one before was good and far from its end. */
  needless: number;
  /** How many requests got no byte of a response. */
  blackHoles: number;
}

const FIRST_LIFE_MS = 1000;
const SHORTEST_LIFE_MS = 300;
/** Requests of the token endpoint that fail, by number: none twice in a row. */
const FAILING: Readonly<Record<number, number>> = { 2: 503, 5: 429, 9: 500 };
/** Token requests whose connection goes dead, by number. */
const BLACK_HOLES: readonly number[] = [4, 7, 13];
/** A token is renewed when less than this of its life is left, and replaced before only where the API refused it. */
const RENEWED_SHARE = 0.4;

/** The tokens of a run: they end as often as wanted, about, and a few are revoked while they are in use. */
export class Tokens {
  readonly #draw: Draw;
  readonly #startedAtMs = Date.now();
  readonly #endsAtMs = new Map<string, number>();
  #newest = "";
  #newestLifeMs = 0;
  #revocations = 0;
  readonly counts: TokenCounts = { requests: 0, issued: 0, needless: 0, blackHoles: 0 };

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** Responds to token requests. */
  script(served: () => number): Script {
    return (arrival) => {
      if (arrival.seen !== "whole") return undefined;
      this.counts.requests++;
      if (BLACK_HOLES.includes(arrival.number)) {
        this.counts.blackHoles++;
        return silence;
      }
      const status = FAILING[arrival.number];
      if (status !== undefined) return respond(status, { headers: { "retry-after": "0" } });
      const leftMs = (this.#endsAtMs.get(this.#newest) ?? 0) - Date.now();
      if (leftMs > this.#newestLifeMs * RENEWED_SHARE) this.counts.needless++;
      const lifeMs = this.#lifeMs(served());
      this.#newestLifeMs = lifeMs;
      this.#newest = `soak-token-${arrival.number}`;
      this.#endsAtMs.set(this.#newest, Date.now() + lifeMs);
      this.counts.issued++;
      return issues({ token: this.#newest, expiresIn: lifeMs / 1000 });
    };
  }

  /**
   * Whether the API takes a token now.
   *
   * @param served How many requests the API has responded to.
   */
  takes(authorization: string | undefined, served: number): boolean {
    const { calls, revocations } = this.#draw;
    if (served > (calls / (revocations + 1)) * (this.#revocations + 1)) {
      this.#revocations++;
      this.#endsAtMs.delete(this.#newest);
    }
    return Date.now() < (this.#endsAtMs.get(authorization?.replace("Bearer ", "") ?? "") ?? 0);
  }

  /** So long that, at the pace so far, the wanted number of lives fills the run. */
  #lifeMs(served: number): number {
    const { calls, expiries } = this.#draw;
    const perMs = served / (Date.now() - this.#startedAtMs);
    return this.counts.issued === 0 ? FIRST_LIFE_MS : Math.max(SHORTEST_LIFE_MS, calls / perMs / expiries);
  }
}

/** The response to a request whose token is not taken. */
export const UNAUTHENTICATED = responseText(401, {
  body: { error: { code: 401, message: "the token has ended", status: "UNAUTHENTICATED" } },
});
