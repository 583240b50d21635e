import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A server that speaks as much of Redis as a nonce store needs. */
export type SmallRedis = Awaited<ReturnType<typeof openSmallRedis>>;

/**
 * Opens a Redis in the memory of this process: EXISTS, DEL, and SET with NX and PX.
 *
 * @returns The commands about keys that reached it, in their order, beside its URL.
 */
export async function openSmallRedis() {
  const expiries = new Map<string, number>();
  const commands: (readonly string[])[] = [];
  const exists = (key: string) => (expiries.get(key) ?? 0) > Date.now();

  const reply = ([name = "", key = "", ...rest]: readonly string[]): string => {
    // What clients say of themselves.
    if (name === "CLIENT") return "+OK\r\n";
    if (name === "HELLO") return "%1\r\n+proto\r\n:3\r\n";
    commands.push([name, key, ...rest]);
    if (name === "EXISTS") return exists(key) ? ":1\r\n" : ":0\r\n";
    if (name === "DEL") return expiries.delete(key) ? ":1\r\n" : ":0\r\n";
    const timeToLiveMs = Number(rest[rest.indexOf("PX") + 1]);
    if (name !== "SET" || !rest.includes("NX") || !(timeToLiveMs >= 1)) return `-ERR not known here: ${name}\r\n`;
    if (exists(key)) return "_\r\n";
    expiries.set(key, Date.now() + timeToLiveMs);
    return "+OK\r\n";
  };

  const server = createServer((socket) => {
    let received = "";
    socket.setEncoding("utf8").on("error", () => {});
    socket.on("data", (piece: string) => {
      received += piece;
      for (let read = readCommand(received); read; read = readCommand(received)) {
        received = received.slice(read.length);
        socket.write(reply(read.command));
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `redis://127.0.0.1:${port}`, commands, close: () => void server.close() };
}

/** Reads the first command of a text of ASCII, such as `*1\r\n$4\r\nPING\r\n`; nothing if it has not all come. */
function readCommand(text: string): { readonly command: readonly string[]; readonly length: number } | undefined {
  const [first = "", ...lines] = text.split("\r\n");
  const wanted = 2 * Number(first.slice(1));
  // The last one has not ended.
  if (lines.length <= wanted) return undefined;
  const command = lines.slice(0, wanted).filter((_line, index) => index % 2 === 1);
  return { command, length: [first, ...lines.slice(0, wanted), ""].join("\r\n").length };
}
