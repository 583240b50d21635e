import { type AddressInfo, createServer, type Socket } from "node:net";
import { ACCESS_TOKEN, message, SEND_PATH } from "./message.ts";

/**
 * Responds to the contenders from a process of its own, so that its work is counted for none of them.
 *
 * Written on the bare socket, since `node:http` would take longer than the clients do. It reads requests with a
 * `Content-Length`, which is how every contender sends, and refuses what is not the message with its token.
 */
const BODY_BYTES = Buffer.byteLength(JSON.stringify(message));
const sent = responseOf("200 OK", {
  message_id: "01EQBC1A3BEK731GY4YXEN0C2R",
  accepted_time: "2026-11-02T10:00:00.000Z",
});
const token = responseOf("200 OK", { access_token: ACCESS_TOKEN, token_type: "bearer", expires_in: 3600, scope: "" });
const refused = responseOf("400 Bad Request", { error: { code: 400, message: "not what a contender sends" } });

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  let pending = "";
  socket.on("data", (chunk) => {
    pending = respondToAll(socket, pending + chunk.toString("latin1"));
  });
});
// Thousands connect at once: what does not fit into the backlog would be tried again by the system a second later.
server.listen({ port: 0, host: "127.0.0.1", backlog: 8192 }, () => {
  const { port } = server.address() as AddressInfo;
  process.send?.(`http://127.0.0.1:${port}`);
});
process.on("disconnect", () => process.exit());

/** Responds to the requests that have arrived whole; returns what is left. */
function respondToAll(socket: Socket, text: string): string {
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return text;
  const head = text.slice(0, headEnd);
  const bodyBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1]);
  const end = headEnd + 4 + bodyBytes;
  if (!(text.length >= end)) return text;
  socket.write(responseTo(head, bodyBytes));
  return respondToAll(socket, text.slice(end));
}

function responseTo(head: string, bodyBytes: number): Buffer {
  if (head.startsWith("POST /oauth2/token ")) return token;
  const authorized = /\r\nauthorization: *bearer +(\S+)/i.exec(head)?.[1] === ACCESS_TOKEN;
  return head.startsWith(`POST ${SEND_PATH} `) && authorized && bodyBytes === BODY_BYTES ? sent : refused;
}

function responseOf(status: string, body: object): Buffer {
  const text = JSON.stringify(body);
  return Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ndate: Mon, 02 Nov 2026 10:00:00 GMT\r\n` +
      `x-request-id: 7f2c\r\ncontent-length: ${text.length}\r\nconnection: keep-alive\r\n\r\n${text}`,
  );
}
