import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Listening, ServerOptions, ServerReport } from "./server.ts";

/** The server of a run, in a process of its own so that it takes no time and no memory of the client's. */
export interface ServerProcess extends Listening {
  /** What the server has seen so far. */
  report(): Promise<ServerReport>;
  stop(): void;
}

/** Starts the server of a run. */
export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const path = fileURLToPath(new URL("./server.ts", import.meta.url));
  const child = fork(path, [JSON.stringify(options)], { execArgv: [], serialization: "advanced" });
  const [listening]: Listening[] = await once(child, "message");
  if (!listening) throw new Error("the server of the soak did not start");
  return {
    ...listening,
    async report() {
      child.send("report");
      const [report]: ServerReport[] = await once(child, "message");
      if (!report) throw new Error("the server of the soak did not report");
      return report;
    },
    stop: () => void child.disconnect(),
  };
}
