import { decoded } from "./body.ts";

/** The headers of a response, as undici parses them: names in lower case. */
export type ParsedHeaders = Record<string, string | string[] | undefined>;

const decoder = new TextDecoder();

/**
 * A response of undici's dispatcher as a `Response`. Its body is in memory and can be read more than once; what is costly
 * to make is made where it is asked for.
 */
export class UndiciResponse extends Response {
  /** Says that reading it takes no stream: it has all come, and no more than was allowed. */
  readonly isWhole = true;
  /** The body, as it came. */
  readonly chunks: Uint8Array[] = [];
  /** Most bytes that its body may have when it is decoded. */
  readonly mostBytes: number;
  /** Why the body is not whole. */
  failure: Error | undefined;
  readonly #url: string;
  readonly #status: number;
  readonly #statusText: string;
  readonly #parsed: ParsedHeaders;
  #headers: Headers | undefined;
  #bytes: Uint8Array | undefined;

  constructor(url: string, status: number, statusText: string, headers: ParsedHeaders, mostBytes: number) {
    super();
    this.#url = url;
    this.#status = status;
    this.#statusText = statusText;
    this.#parsed = headers;
    this.mostBytes = mostBytes;
  }

  override get url(): string {
    return this.#url;
  }

  override get status(): number {
    return this.#status;
  }

  override get statusText(): string {
    return this.#statusText;
  }

  override get ok(): boolean {
    return this.#status >= 200 && this.#status < 300;
  }

  override get headers(): Headers {
    this.#headers ??= headersOf(this.#parsed);
    return this.#headers;
  }

  override get body(): Response["body"] {
    return this.#readable().body;
  }

  override async text(): Promise<string> {
    return decoder.decode(this.#whole());
  }

  override async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(this.#whole());
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer;
  }

  override async blob(): Promise<Blob> {
    return this.#readable().blob();
  }

  override async formData(): Promise<FormData> {
    return this.#readable().formData();
  }

  override clone(): Response {
    const copy = new UndiciResponse(this.#url, this.#status, this.#statusText, this.#parsed, this.mostBytes);
    copy.chunks.push(...this.chunks);
    copy.failure = this.failure;
    return copy;
  }

  /** The body as the platform can read it in every way. */
  #readable(): Response {
    return new Response(new Uint8Array(this.#whole()), { headers: this.headers });
  }

  #whole(): Uint8Array {
    if (this.failure) throw this.failure;
    const encoding = this.#parsed["content-encoding"];
    this.#bytes ??= encoding ? decoded(joined(this.chunks), String(encoding), this.mostBytes) : joined(this.chunks);
    return this.#bytes;
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first, second] = chunks;
  if (first && !second) return first;
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    whole.set(chunk, end);
    end += chunk.length;
  }
  return whole;
}

function headersOf(parsed: ParsedHeaders): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(parsed as Record<string, string | string[]>)) {
    for (const value of [values].flat()) headers.append(name, value);
  }
  return headers;
}
