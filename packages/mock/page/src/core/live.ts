import type { WorldEvent } from "../../../src/schemas.gen.ts";

/** Whether events come: `lost` while the browser tries again. */
export type Connection = "connecting" | "live" | "lost";

type EventListener = (event: WorldEvent) => void;
type ConnectionListener = (connection: Connection) => void;

const eventListeners = new Set<EventListener>();
const connectionListeners = new Set<ConnectionListener>();
let connection: Connection = "connecting";

/** Listens to what changes in the world. Returns a function that ends it. */
export function onEvent(listener: EventListener): () => void {
  eventListeners.add(listener);
  return () => eventListeners.delete(listener);
}

/** Listens to the state of the connection, and hears the present one at once. Returns a function that ends it. */
export function onConnection(listener: ConnectionListener): () => void {
  connectionListeners.add(listener);
  listener(connection);
  return () => connectionListeners.delete(listener);
}

/** Opens the stream of events. What was missed while it was away is fetched again. */
export function connect(): void {
  const source = new EventSource("/api/events");
  source.onopen = () => {
    const wasLost = connection === "lost";
    change("live");
    if (wasLost) send({ type: "reload" });
  };
  source.onmessage = ({ data }: MessageEvent<string>) => send(JSON.parse(data) as WorldEvent);
  source.onerror = () => change("lost");
}

function change(now: Connection): void {
  connection = now;
  for (const listener of connectionListeners) listener(now);
}

function send(event: WorldEvent): void {
  for (const listener of [...eventListeners]) listener(event);
}
