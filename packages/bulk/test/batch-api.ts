import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A batch that the API has accepted. */
export interface AcceptedBatch {
  readonly batch_id: string;
  readonly meta_data: Record<string, string>;
  readonly recipients: readonly string[];
  readonly body: Record<string, unknown>;
  /** When it was accepted. */
  readonly atMs: number;
}

/** What befalls one send: accepted and not said, not accepted and not said, another response, or a delay. */
export type Trouble =
  | "lost-after"
  | "lost-before"
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
  | { readonly delayMs: number; readonly next?: Trouble };

/** How the API behaves. All of it may change while it runs. */
export interface Behaviour {
  /** Decides what befalls a send, the `index`-th one, from 0. */
  trouble: (index: number, body: Record<string, unknown>) => Trouble | undefined;
  /** What befalls a lookup. */
  lookup: (index: number) => number | undefined;
  /** How long after its acceptance a batch is found. */
  lagMs: number;
  /** The life of a token. */
  tokenSeconds: number;
  /** Whether a token is refused after its end. */
  refusesExpired: boolean;
}

export interface BatchApi {
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly behaviour: Behaviour;
  readonly batches: AcceptedBatch[];
  /** The bodies of all sends that arrived, whatever became of them. */
  readonly sends: { body: Record<string, unknown>; authorization: string; atMs: number }[];
  readonly lookups: string[];
  /** How often each recipient was accepted. */
  received(): Map<string, number>;
  close(): Promise<void>;
}

/** Starts a server that speaks the Batch API and hands out tokens that end. */
export async function startBatchApi(given: Partial<Behaviour> = {}): Promise<BatchApi> {
  const behaviour: Behaviour = {
    trouble: () => undefined,
    lookup: () => undefined,
    lagMs: 0,
    tokenSeconds: 3600,
    refusesExpired: true,
    ...given,
  };
  const batches: AcceptedBatch[] = [];
  const sends: BatchApi["sends"] = [];
  const lookups: string[] = [];
  const endsAtMs = new Map<string, number>();

  const json = (response: ServerResponse, status: number, body: object, headers = {}): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  const isGood = (request: IncomingMessage): boolean => {
    const ends = endsAtMs.get(request.headers.authorization?.replace("Bearer ", "") ?? "");
    if (request.headers.authorization === "Bearer of-another-make") return true;
    return ends !== undefined && (!behaviour.refusesExpired || Date.now() < ends);
  };
  const accept = (body: Record<string, unknown>): AcceptedBatch => {
    const batch: AcceptedBatch = {
      batch_id: `batch-${batches.length + 1}`,
      meta_data: body.batch_metadata as Record<string, string>,
      recipients: (body.recipient_and_params as { recipient: { contact_id: string } }[]).map(
        ({ recipient }) => recipient.contact_id,
      ),
      body,
      atMs: Date.now(),
    };
    batches.push(batch);
    return batch;
  };
  const send = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
    const index = sends.length;
    sends.push({ body, authorization: request.headers.authorization ?? "", atMs: Date.now() });
    let trouble = behaviour.trouble(index, body);
    while (trouble !== undefined && typeof trouble === "object" && "delayMs" in trouble) {
      const { delayMs, next } = trouble;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      trouble = next;
    }
    if (!isGood(request)) return json(response, 401, { code: 401, message: "token", status: "UNAUTHENTICATED" });
    if (trouble === "lost-before") return void response.destroy();
    if (typeof trouble === "object" && "status" in trouble) {
      return json(response, trouble.status, trouble.body ?? {}, trouble.headers);
    }
    const { batch_id } = accept(body);
    if (trouble === "lost-after") return void response.destroy();
    json(response, 200, { batch_id });
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/oauth2/token") {
      const token = `token-${endsAtMs.size + 1}`;
      endsAtMs.set(token, Date.now() + behaviour.tokenSeconds * 1000);
      json(response, 200, { access_token: token, token_type: "bearer", expires_in: behaviour.tokenSeconds });
    } else if (request.method === "POST") {
      send(request, response).catch(() => response.destroy());
    } else {
      const [key, value] = ["metadataKey", "metadataValue"].map((name) => url.searchParams.get(name) ?? "");
      lookups.push(value ?? "");
      const status = behaviour.lookup(lookups.length - 1);
      if (status !== undefined) return json(response, status, { code: status, message: "no lookup" });
      if (!isGood(request)) return json(response, 401, { code: 401, message: "token" });
      const found = batches.filter(
        ({ meta_data, atMs }) => meta_data[key ?? ""] === value && Date.now() >= atMs + behaviour.lagMs,
      );
      json(
        response,
        200,
        found.map(({ batch_id, meta_data }) => ({ batch_id, meta_data, status: "PROCESSED" })),
      );
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl: base,
    tokenUrl: `${base}/oauth2/token`,
    behaviour,
    batches,
    sends,
    lookups,
    received() {
      const counts = new Map<string, number>();
      for (const id of batches.flatMap(({ recipients }) => recipients)) counts.set(id, (counts.get(id) ?? 0) + 1);
      return counts;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As `startBatchApi`, until the test ends. */
export async function batchApi(given: Partial<Behaviour> = {}): Promise<BatchApi> {
  const api = await startBatchApi(given);
  onTestFinished(() => api.close());
  return api;
}
