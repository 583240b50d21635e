import type { SendOnce } from "./contender.ts";

/** How much one contender sends in one turn. */
export interface Turn {
  readonly requests: number;
  /** Requests under way at once. */
  readonly concurrency: number;
}

/**
 * Sends and measures.
 *
 * @returns CPU of this process, user and system, in microseconds per request.
 * @throws A response did not carry a message id.
 */
export async function takeTurn(send: SendOnce, { requests, concurrency }: Turn): Promise<number> {
  let left = requests;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      if (typeof (await send()) !== "string") throw new Error("a response came without a message id");
    }
  };

  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: concurrency }, lane));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
