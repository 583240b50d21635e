import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Listening, ServerOptions, ServerReport } from "./server.ts";

/** The server of a run, in a process of its own so that it takes no time and no memory of the client's. Disposing ends it. */
export interface ServerProcess extends Listening, Disposable {
  /** What the server has seen so far. */
  report(): Promise<ServerReport>;
}

/**
 * Starts the server of a run.
 *
 * @throws {Error} (also from `report`) It ended; the message holds what it wrote to its standard error.
 */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const path = fileURLToPath(new URL("./server.ts", import.meta.url));
  const child = fork(path, [JSON.stringify(options)], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const said: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text) => said.push(text));
  const listening = await heardFrom<Listening>(child, said);
  return {
    ...listening,
    report() {
      const report = heardFrom<ServerReport>(child, said);
      child.send("report");
      return report;
    },
    [Symbol.dispose]() {
      if (child.connected) child.disconnect();
    },
  };
}

async function heardFrom<Message>(child: ChildProcess, said: readonly string[]): Promise<Message> {
  const settled = new AbortController();
  const { signal } = settled;
  // Not "exit", which can come before the last of its standard error.
  const ended = once(child, "close", { signal }).then(([code]) => {
    throw new Error(`the server of the soak ended with ${code}: ${said.join("")}`);
  });
  try {
    const [message] = await Promise.race([once(child, "message", { signal }), ended]);
    return message;
  } finally {
    settled.abort();
  }
}
