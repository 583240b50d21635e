import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { problemAnswer } from "../exchange/answer.ts";
import { MAX_BODY_BYTES, readBody } from "../exchange/read-body.ts";
import { createControl } from "./control.ts";
import { createEventStream } from "./event-stream.ts";
import { pageFile } from "./page-file.ts";
import { refusalOf } from "./same-origin.ts";
import type { InboxStage } from "./stage.ts";
import { write } from "./write.ts";

/** A world of 100 000 messages that were delivered takes about 150 MB. */
const MAX_SNAPSHOT_BYTES = 400_000_000;

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
    if (!path.startsWith("/api/")) {
      const file = await pageFile(method, path);
      const other = file.status < 400 ? undefined : stage.services.elsewhere("mock", method, path);
      return write(response, other === undefined ? file : problemAnswer(404, `there is no ${path} here; ${other}`));
    }
    const maxBytes = path === "/api/snapshot" ? MAX_SNAPSHOT_BYTES : MAX_BODY_BYTES;
    const body = await readBody(request, maxBytes);
    if (body === "aborted") return;
    if (body === "too large") {
      return write(response, problemAnswer(413, `the body is larger than ${maxBytes / 1_000_000} MB`));
    }
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
