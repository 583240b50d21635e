import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** A server that shows which programs still run: a program's connection ends with it, on any system. */
export class Connections {
  readonly #server: Server;
  #count = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      this.#count++;
      // A program that is killed may reset its connection.
      socket.on("error", () => {}).resume();
      socket.on("close", () => this.#count--);
    });
  }

  static async open(): Promise<Connections> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Connections(server);
  }

  /** How many programs hold a connection. */
  get count(): number {
    return this.#count;
  }

  /** A program that runs, connected, until it is ended; its code has no quotes but double ones. */
  get program(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `require("node:net").connect(${port}, "127.0.0.1")`;
  }

  /** A command of a shell that runs the program. */
  get shellCommand(): string {
    return `'${process.execPath}' --eval '${this.program}'`;
  }

  close(): void {
    this.#server.close();
  }
}
