import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { problemAnswer } from "../answer.ts";
import { readBody } from "../read-body.ts";
import type { Core } from "../world/core.ts";
import type { MockWorld } from "../world/mock-world.ts";
import type { Records } from "../world/records.ts";
import { createControl } from "./control.ts";
import { createEventStream } from "./event-stream.ts";
import { pageFile } from "./page-file.ts";
import { refusalOf } from "./same-origin.ts";
import { write } from "./write.ts";

/** What the page and its API work with. */
export interface InboxStage {
  readonly core: Core;
  readonly facade: MockWorld;
  readonly records: Records;
  /** The base URL of each API, and that of the page. */
  readonly urls: Readonly<Record<string, string>>;
  /** The address that it listens on. */
  readonly host: string;
}

/** Makes the listener of the page and its API. Other pages and other names of this machine are refused. */
export function inboxListener(stage: InboxStage): { readonly listener: RequestListener; close(): void } {
  const stream = createEventStream(stage);
  const control = createControl(stage);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const refusal = refusalOf(headers, stage.host);
    if (refusal !== undefined) return write(response, refusal);
    const [path = "/", query = ""] = url.split("?", 2);
    if (path === "/api/events" && method === "GET") return stream.open(response);
    if (!path.startsWith("/api/")) return write(response, await pageFile(method, path));
    const body = await readBody(request);
    if (body === "aborted") return;
    if (body === "too large") return write(response, problemAnswer(413, "the body is larger than 10 MB"));
    write(response, await control({ method, path, query, headers, body }));
  }

  return {
    listener(request, response) {
      response.on("error", () => {});
      handle(request, response).catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        if (response.headersSent) response.destroy();
        else write(response, problemAnswer(500, `the mock failed: ${text}`));
      });
    },
    close: stream.close,
  };
}
