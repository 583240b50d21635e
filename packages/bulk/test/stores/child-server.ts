import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";

/** Returns a port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("a port has no number");
  return address.port;
}

/** Waits until a server says that it is ready. */
export async function saying(server: ChildProcess, what: string): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const listen = (text: unknown): void => {
      said += String(text);
      if (said.includes(what)) resolve();
    };
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
  });
}

/** Ends a process, and waits for its end. */
export async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill(signal);
  await ended;
}
