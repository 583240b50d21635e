/**
 * A faster `fetch` for Node.js, over the package `undici`.
 *
 * @module
 */
import { type Dispatcher, request } from "undici";

/** Options of {@link undiciFetch}. */
export interface UndiciFetchOptions {
  /**
   * What makes the connections, such as an `Agent` with limits of its own or a `ProxyAgent`.
   * @default undici's global dispatcher
   */
  dispatcher?: Dispatcher | undefined;
}

/**
 * Makes a `fetch` that sends through `undici.request`, at a fraction of what the platform's `fetch` costs.
 *
 * Hand it to a client, and to `oauth2()` if you like. It sends what they send: text or bytes, to a URL. It follows no
 * redirects, which the clients do by themselves, and asks for no compression.
 *
 * @throws {TypeError} (from the call) The body is neither text nor bytes, or `redirect` is `"error"` and the answer is a
 * redirect.
 * @throws (from the call) What undici throws where no answer came.
 */
export function undiciFetch({ dispatcher }: UndiciFetchOptions = {}): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = String(input);
    const { method = "GET", headers, signal = null, redirect } = init;
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      headers: Array.isArray(headers) ? new Headers(headers) : (headers ?? null),
      body: bodyOf(init.body),
      signal,
      ...(dispatcher && { dispatcher }),
    });
    if (redirect === "error" && answer.statusCode >= 300 && answer.statusCode < 400) {
      await answer.body.dump();
      throw new TypeError(`the answer is a redirect, status ${answer.statusCode}`);
    }
    return new UndiciResponse(url, answer);
  };
}

function bodyOf(body: RequestInit["body"]): string | Uint8Array | null {
  if (body === null || body === undefined) return null;
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError("undiciFetch: body is neither text nor bytes");
}

/** An answer of `undici.request` as a `Response`; what is costly to make is made where it is asked for. */
class UndiciResponse extends Response {
  readonly #url: string;
  readonly #answer: Dispatcher.ResponseData;
  #headers: Headers | undefined;

  constructor(url: string, answer: Dispatcher.ResponseData) {
    super();
    this.#url = url;
    this.#answer = answer;
  }

  override get url(): string {
    return this.#url;
  }

  override get status(): number {
    return this.#answer.statusCode;
  }

  override get statusText(): string {
    return this.#answer.statusText;
  }

  override get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  override get headers(): Headers {
    this.#headers ??= headersOf(this.#answer.headers);
    return this.#headers;
  }

  override get body(): Response["body"] {
    const chunks: AsyncIterator<Uint8Array<ArrayBuffer>> = this.#answer.body[Symbol.asyncIterator]();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void this.#answer.body.destroy(),
    });
  }

  override get bodyUsed(): boolean {
    return this.#answer.body.bodyUsed;
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#answer.body.arrayBuffer();
  }

  override text(): Promise<string> {
    return this.#answer.body.text();
  }

  override json(): Promise<unknown> {
    return this.#answer.body.json();
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer());
  }

  override async blob(): Promise<Blob> {
    return new Blob([await this.arrayBuffer()], { type: this.headers.get("content-type") ?? "" });
  }

  override async formData(): Promise<FormData> {
    return new Response(await this.arrayBuffer(), { headers: this.headers }).formData();
  }

  override clone(): Response {
    throw new TypeError("undiciFetch: an answer can't be cloned; read its body once");
  }
}

function headersOf(answered: Dispatcher.ResponseData["headers"]): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answered as Record<string, string | string[]>)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  return headers;
}
