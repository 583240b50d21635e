import type { OAuth2Options } from "@sinch-fetch/auth";
import type { Outcome } from "@sinch-fetch/http";
import type { Behaviour } from "./raw-server.ts";
import type { Servers, Stage, StageOptions } from "./stage.ts";

/** A value, or how to get it once the servers are there. */
type OnServers<Value> = Value | ((servers: Servers) => Value);
/** What a server does, arrival by arrival; the last one repeats. */
type Behaviours = OnServers<readonly [Behaviour, ...Behaviour[]]>;

/** A count, or the least and the most that it may be. */
export type Count = number | readonly [least: number, most: number];

/** The error that a call is to end with. Members that are left out may be anything. */
export interface WantedError {
  readonly kind: "ApiError" | "ConnectionError" | "TimeoutError" | "AbortError" | "AuthError" | "TypeError";
  readonly outcome?: Outcome;
  readonly attempts?: number;
  readonly message?: RegExp;
  /** Further members of the error. */
  readonly members?: object;
}

/** What came of a scenario. */
export interface Seen {
  readonly stage: Stage;
  readonly value: unknown;
  readonly error: unknown;
  readonly elapsedMs: number;
}

/** What a scenario must come to, at the servers and at the caller. */
export interface Want {
  /** How many requests reach the API, where nothing else is said with the same bytes each. */
  readonly requests: Count;
  /** How many requests reach the token endpoint. @default 1 with `oauth2`, else 0 */
  readonly tokenRequests?: Count;
  /** How many requests reach the host that no credential is meant for. @default 0 */
  readonly otherRequests?: Count;
  /** The value that the call resolves with, if it is to. */
  readonly value?: unknown;
  /** The error that it rejects with, if it is to. */
  readonly error?: WantedError;
  /** Shortest time from each request to the next, in milliseconds. */
  readonly gapsMs?: readonly number[];
  /** Shortest time of the whole call, in milliseconds. */
  readonly atLeastMs?: number;
  /** Whether the requests are of several calls, so that their bytes differ. */
  readonly severalCalls?: boolean;
  /** What else must hold. */
  check?(seen: Seen): void | Promise<void>;
}

/** One fault, what is called under it, and what that must come to. */
export interface Scenario {
  /** A fact in the present tense. */
  readonly title: string;
  /** What the API does. @default responds with 200 with `{}` */
  readonly api?: Behaviours;
  /** What the token endpoint does. @default hands out tokens */
  readonly tokens?: Behaviours;
  /** What the other host does. @default responds with 200 with `{}` */
  readonly other?: Behaviours;
  /** Over the usual options of both clients. */
  readonly options?: OnServers<Partial<StageOptions>>;
  /** Takes tokens from the token endpoint, with these options. @default a fixed token */
  readonly oauth2?: OnServers<Partial<OAuth2Options>>;
  call(stage: Stage): Promise<unknown>;
  readonly want: Want;
}

/** The value of a member of a scenario, once its servers are there. */
export function valueOn<Value extends object>(servers: Servers, given: OnServers<Value>): Value {
  return typeof given === "function" ? given(servers) : given;
}
