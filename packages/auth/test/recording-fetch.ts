/** One call of a `fetch`. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly signal: AbortSignal | null | undefined;
  readonly init: RequestInit;
}

/** A `fetch` that answers by a function and keeps what it was called with. It ignores its signal. */
export function recordingFetch(answer: (sent: Sent) => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const { method = "GET", headers, body, signal } = init;
    const one: Sent = { url: String(input), method, headers: new Headers(headers), body, signal, init };
    sent.push(one);
    return answer(one);
  };
  return { fetch, sent };
}

/** An answer that never comes. */
export const never = (): Promise<never> => new Promise(() => {});
