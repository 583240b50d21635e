import { ok, onRequest, raw } from "../behaviours.ts";
import { type Arrival, type Behaviour, startRawServer } from "../raw-server.ts";
import { BEHAVIOURS, type FaultKind, NOT_ACTED } from "./faults.ts";
import { CALL_HEADER, type Draw, LOST, PROBE, planOf } from "./plan.ts";
import { type TokenCounts, Tokens, UNAUTHENTICATED } from "./tokens.ts";

/** Where the server listens. */
export interface Listening {
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** What the server has seen, by its own count. */
export interface ServerReport {
  requests: number;
  readonly tokens: TokenCounts;
  unauthenticated: number;
  /** Requests of paths that always say 401. */
  refused: number;
  /** Requests of calls that were to end before their turn. */
  lost: number;
  readonly faults: Partial<Record<FaultKind, number>>;
  /** By number of the call: how many of its requests the server acted on or may have acted on. */
  readonly acted: Uint8Array;
  /** How many requests of sends did not carry the body of their call. */
  foreignBodies: number;
}

const options: Draw = JSON.parse(process.argv[2] ?? "{}");
const tokens = new Tokens(options);
const report: ServerReport = {
  requests: 0,
  tokens: tokens.counts,
  unauthenticated: 0,
  refused: 0,
  lost: 0,
  faults: {},
  acted: new Uint8Array(options.calls),
  foreignBodies: 0,
};
/** How many faults each call has met. */
const met = new Uint8Array(options.calls);

const respondUnauthenticated = onRequest((socket) => void socket.write(UNAUTHENTICATED));

function respondInStorm(word: string, { seen, headers }: Arrival): Behaviour | undefined {
  if (seen !== "whole") return undefined;
  if (word === LOST) report.lost++;
  return tokens.takes(headers.authorization, report.requests) ? ok({}) : respondUnauthenticated;
}

function respond(arrival: Arrival): Behaviour | undefined {
  if (arrival.seen !== "head" && arrival.seen !== "whole") return undefined;
  const word = arrival.headers[CALL_HEADER];
  if (word === PROBE || word === LOST) return respondInStorm(word, arrival);
  const call = Number(arrival.headers[CALL_HEADER]);
  const { kind, faults: planned } = planOf(options, call);
  const fault = planned.filter((fault) => BEHAVIOURS.get(fault))[met[call] ?? 0];
  const behaviour = fault && BEHAVIOURS.get(fault);
  if (arrival.seen === "head" && behaviour?.at !== "head") return undefined;

  report.requests++;
  if (kind === "refused path") {
    report.refused++;
    return respondUnauthenticated;
  }
  if (!tokens.takes(arrival.headers.authorization, report.requests)) {
    report.unauthenticated++;
    return respondUnauthenticated;
  }
  if (fault !== undefined) {
    met[call] = (met[call] ?? 0) + 1;
    report.faults[fault] = (report.faults[fault] ?? 0) + 1;
  }
  if (kind === "send" && arrival.seen === "whole" && !arrival.body.includes(`"correlation_id":"soak-${call}"`)) {
    report.foreignBodies++;
  }
  if (fault === undefined || !NOT_ACTED.includes(fault)) report.acted[call] = (report.acted[call] ?? 0) + 1;
  return behaviour ?? fine(kind, call);
}

function fine(kind: string, call: number): Behaviour {
  if (kind === "send") return ok({ message_id: `message-${call}`, accepted_time: "2026-01-01T00:00:00Z" });
  if (kind === "read") return ok({ id: `message-${call}`, accept_time: "2026-01-01T00:00:00Z" });
  if (kind === "delete") return raw("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
  return ok({ batch_id: `batch-${call}`, status: "SENT" });
}

const api = await startRawServer(respond);
const tokenEndpoint = await startRawServer(tokens.script(() => report.requests));
const listening: Listening = { apiUrl: api.url, tokenUrl: `${tokenEndpoint.url}/oauth2/token` };
process.on("disconnect", () => process.exit());
process.on("message", () => process.send?.(report));
process.send?.(listening);
