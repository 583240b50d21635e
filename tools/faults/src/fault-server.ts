import { EventEmitter, once } from "node:events";
import { type Arrival, type Behaviour, type RawServer, startRawServer } from "./raw-server.ts";
import type { Identity } from "./self-signed.ts";

/** A server that meets each arrival with the next behaviour of a list, and keeps what arrived. */
export interface FaultServer extends RawServer {
  readonly arrivals: readonly Arrival[];
  /** Sets the behaviours, one for each arrival from now on; the last one repeats. */
  behave(...behaviours: readonly [Behaviour, ...Behaviour[]]): void;
  /** Settles once as many have arrived. */
  arrived(count: number): Promise<void>;
}

/**
 * Starts a fault server on 127.0.0.1.
 *
 * @param behaviour What it does until it is given another.
 * @param tls Speaks TLS with it.
 */
export async function startFaultServer(behaviour: Behaviour, tls?: Identity): Promise<FaultServer> {
  const arrivals: Arrival[] = [];
  const events = new EventEmitter();
  let next = behaviour;
  let following: Behaviour[] = [];
  const server = await startRawServer((arrival) => {
    if (arrival.seen !== "whole" && arrival.seen !== next.at) return undefined;
    const current = next;
    next = following.shift() ?? next;
    arrivals.push(arrival);
    events.emit("arrival");
    return current;
  }, tls);
  return {
    ...server,
    arrivals,
    behave(first, ...further) {
      next = first;
      following = further;
    },
    async arrived(count) {
      while (arrivals.length < count) await once(events, "arrival");
    },
  };
}
