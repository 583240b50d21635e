import { ok, onRequest, raw } from "../behaviours.ts";
import { type Arrival, type Behaviour, startRawServer } from "../raw-server.ts";
import { BEHAVIOURS, NOT_ACTED } from "./fault-behaviours.ts";
import { CALL_HEADER, type Draw, type FaultKind, LOST, PROBE, planOf } from "./plan.ts";
import { Tokens, UNAUTHENTICATED } from "./tokens.ts";

/** What the server of a run is given when it is started. */
export interface ServerOptions extends Draw {
  readonly calls: number;
  readonly expiries: number;
  readonly revocations: number;
}

/** Where the server listens. */
export interface Listening {
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** What the server has seen, by its own count. */
export interface ServerReport {
  readonly requests: number;
  readonly tokenRequests: number;
  readonly tokensIssued: number;
  /** Tokens that took the place of one that was good. */
  readonly tokensNeedless: number;
  /** Token requests whose connection went dead. */
  readonly blackHoles: number;
  readonly unauthenticated: number;
  /** Requests of paths that always say 401. */
  readonly refused: number;
  /** Requests of calls that were to end before their turn. */
  readonly lost: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** By number of the call: how many of its requests the server acted on or may have acted on. */
  readonly acted: Uint8Array;
  /** How many requests of sends did not carry the body of their call. */
  readonly foreignBodies: number;
}

const options: ServerOptions = JSON.parse(process.argv[2] ?? "{}");
const tokens = new Tokens({ ...options, requests: options.calls });
const acted = new Uint8Array(options.calls);
/** How many faults each call has met. */
const met = new Uint8Array(options.calls);
const faults: Partial<Record<FaultKind, number>> = {};
let requests = 0;
let unauthenticated = 0;
let foreignBodies = 0;
let refused = 0;
let lost = 0;

const respondUnauthenticated = onRequest((socket) => void socket.write(UNAUTHENTICATED));

function respondInStorm(word: string, { seen, headers }: Arrival): Behaviour | undefined {
  if (seen !== "whole") return undefined;
  if (word === LOST) lost++;
  return tokens.takes(headers.authorization, requests) ? ok({}) : respondUnauthenticated;
}

function respond(arrival: Arrival): Behaviour | undefined {
  if (arrival.seen !== "head" && arrival.seen !== "whole") return undefined;
  const word = arrival.headers[CALL_HEADER];
  if (word === PROBE || word === LOST) return respondInStorm(word, arrival);
  const call = Number(arrival.headers[CALL_HEADER]);
  const { kind, faults: planned } = planOf(options, call);
  const own = planned.filter((fault) => fault !== "refused connection" && fault !== "caller aborts");
  const fault = own[met[call] ?? 0];
  const behaviour = fault === undefined ? undefined : BEHAVIOURS[fault];
  if (arrival.seen === "head" && behaviour?.at !== "head") return undefined;

  requests++;
  if (kind === "refused path") {
    refused++;
    return respondUnauthenticated;
  }
  if (!tokens.takes(arrival.headers.authorization, requests)) {
    unauthenticated++;
    return respondUnauthenticated;
  }
  if (fault !== undefined) {
    met[call] = (met[call] ?? 0) + 1;
    faults[fault] = (faults[fault] ?? 0) + 1;
  }
  if (kind === "send" && arrival.seen === "whole" && !arrival.body.includes(`"correlation_id":"soak-${call}"`)) {
    foreignBodies++;
  }
  if (fault === undefined || !NOT_ACTED.includes(fault)) acted[call] = (acted[call] ?? 0) + 1;
  return behaviour ?? fine(kind, call);
}

function fine(kind: string, call: number): Behaviour {
  if (kind === "send") return ok({ message_id: `message-${call}`, accepted_time: "2026-01-01T00:00:00Z" });
  if (kind === "read") return ok({ id: `message-${call}`, accept_time: "2026-01-01T00:00:00Z" });
  if (kind === "delete") return raw("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  return ok({ batch_id: `batch-${call}`, status: "SENT" });
}

const api = await startRawServer(respond);
const tokenEndpoint = await startRawServer(tokens.script(() => requests));
const listening: Listening = { apiUrl: api.url, tokenUrl: `${tokenEndpoint.url}/oauth2/token` };
process.on("disconnect", () => process.exit());
process.on("message", () => {
  const { requests: tokenRequests, issued: tokensIssued, needless: tokensNeedless, blackHoles } = tokens;
  const report: ServerReport = {
    requests,
    tokenRequests,
    tokensIssued,
    tokensNeedless,
    blackHoles,
    unauthenticated,
    refused,
    lost,
    faults,
    acted,
    foreignBodies,
  };
  process.send?.(report);
});
process.send?.(listening);
