import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A process that responds to each message with one message. Disposing ends it. */
export interface Child extends Disposable {
  /** Its first message, which says that it is ready. */
  readonly ready: unknown;
  ask(message: object): Promise<unknown>;
}

/**
 * Starts a program of this folder.
 *
 * @throws (also from `ask`) It ended before it responded; what it had to say is on the standard error.
 */
export async function startChild(file: string, args: readonly string[] = []): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args);
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${[file, ...args].join(" ")} ended with ${code}`);
  });
  // Nothing may be waiting for it when it rejects.
  ended.catch(() => {});
  const heard = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, "message"), ended]);
    return message;
  };
  return {
    ready: await heard(),
    ask(message) {
      const response = heard();
      child.send(message);
      return response;
    },
    [Symbol.dispose]() {
      // One that has ended by itself cannot receive a message any more, and disconnect() would throw.
      if (child.connected) child.disconnect();
    },
  };
}
