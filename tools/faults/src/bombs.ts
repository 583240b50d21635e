import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { onRequest } from "./behaviours.ts";
import type { Behaviour } from "./raw-server.ts";

const MEGABYTE = 1_000_000;

/** Codings of a body, by their name in `content-encoding`. */
export const ENCODERS: Readonly<Record<string, (body: Uint8Array) => Buffer>> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
};

/** A body of JSON that is `megabytes` MB of spaces, in a thousandth of that: gzip lets its members follow one another. */
export function gzipBomb(megabytes: number): Buffer {
  const member = gzipSync(Buffer.alloc(MEGABYTE, " "));
  return Buffer.concat([...Array.from({ length: megabytes }, () => member), gzipSync("{}")]);
}

/** A response with bytes as its body, coded as `encoding` says. */
export function coded(status: number, encoding: string, bytes: Buffer, headers = ""): Behaviour {
  return onRequest((socket) => {
    const length = `content-length: ${bytes.length}\r\n`;
    socket.write(`HTTP/1.1 ${status} Coded\r\ncontent-encoding: ${encoding}\r\n${length}${headers}\r\n`);
    socket.write(bytes);
  });
}

/** A response whose chunks come for as long as somebody takes them. */
export const endless: Behaviour = onRequest((socket) => {
  const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
  socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on("drain", more);
  more();
});
