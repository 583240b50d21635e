import { EventEmitter, once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { callbackHandler, toNodeHandler } from "@sinch-fetch/conversation/callbacks";

/**
 * Starts a program that gets callbacks, as a user of the clients would write it, on a port of its own. It refuses what is
 * not signed with its secret.
 */
export async function openProgram(onCallback: (line: string) => void) {
  const secret = "of-the-demo";
  const lines: string[] = [];
  const events = new EventEmitter();
  const note = (line: string): void => {
    lines.push(line);
    onCallback(line);
    events.emit("line");
  };
  const handler = callbackHandler({
    secret,
    on: {
      MESSAGE_SUBMIT: ({ message_submit_notification: { channel_identity } }) =>
        note(`MESSAGE_SUBMIT to ${channel_identity?.channel}`),
      MESSAGE_DELIVERY: ({ message_delivery_report: { status, channel_identity } }) =>
        note(`MESSAGE_DELIVERY ${status} on ${channel_identity?.channel}`),
      MESSAGE_INBOUND: ({ message: { contact_message } }) =>
        note(`MESSAGE_INBOUND ${contact_message?.text_message?.text}`),
      BATCH_STATUS_UPDATE: ({ batch_status_update_notification: { batch_status } }) =>
        note(`BATCH_STATUS_UPDATE ${batch_status}`),
    },
  });
  const server = createServer(toNodeHandler(handler));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callbacks`,
    secret,
    /** Resolves when a callback of this beginning came. */
    async got(beginning: string): Promise<void> {
      while (!lines.some((line) => line.startsWith(beginning))) await once(events, "line");
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
