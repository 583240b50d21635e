import { type Arrival, type Behaviour, type RawServer, type RawServerOptions, startRawServer } from "./raw-server.ts";

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
 */
export async function startFaultServer(behaviour: Behaviour, options?: RawServerOptions): Promise<FaultServer> {
  const arrivals: Arrival[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  let next = behaviour;
  let following: Behaviour[] = [];
  const server = await startRawServer((arrival) => {
    if (arrival.seen !== "whole" && arrival.seen !== next.at) return undefined;
    const current = next;
    next = following.shift() ?? next;
    arrivals.push(arrival);
    for (const { count, resolve } of waiting) if (arrivals.length >= count) resolve();
    return current;
  }, options);
  return {
    ...server,
    arrivals,
    behave(first, ...further) {
      next = first;
      following = further;
    },
    arrived: (count) =>
      new Promise((resolve) => {
        if (arrivals.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}
