import { inspect } from "node:util";

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("expected a rejection");
}

/** What a credential of ours rejects with, as the error that a call of the given request makes of it. */
export async function callError(promise: Promise<unknown>): Promise<unknown> {
  const failure = Object(await rejection(promise));
  return failure.errorOf({ method: "POST", url: "https://api.test/v1/messages", outcome: "not-sent", attempts: 1 });
}

/** All the text that a log or a crash report can draw from an error, its causes included. */
export function exposedBy(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error("expected an error");
  return [message, stack, JSON.stringify(error), inspect(error, { depth: 20, showHidden: true })].join("\n");
}
