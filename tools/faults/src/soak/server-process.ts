import { fork } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Draw } from "./plan.ts";
import type { Listening, ServerReport } from "./server.ts";

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
export async function startServerProcess(options: Draw): Promise<ServerProcess> {
  const path = fileURLToPath(new URL("./server.ts", import.meta.url));
  const child = fork(path, [JSON.stringify(options)], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const said = child.stderr && text(child.stderr);
  // Not "exit", which can come before the last of its standard error.
  const ended = once(child, "close").then(async ([code]) => {
    throw new Error(`the server of the soak ended with ${code}: ${await said}`);
  });
  // Nothing may be waiting for it when it rejects.
  ended.catch(() => {});
  const heard = async () => {
    const [message] = await Promise.race([once(child, "message"), ended]);
    return message;
  };
  return {
    ...(await heard()),
    report() {
      const report = heard();
      child.send("report");
      return report;
    },
    [Symbol.dispose]() {
      if (child.connected) child.disconnect();
    },
  };
}
