/** The parts of a request that have arrived. */
export interface RequestHead {
  readonly method: string;
  /** The request target, byte by byte as it was sent. */
  readonly target: string;
  /** By lower-case name; values of one name are joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
}

/** Called as a request comes in. */
export interface RequestListener {
  /** Its first byte has come. */
  begun(): void;
  /** Its head has come. */
  head(head: RequestHead): void;
  /** All of it has come. */
  whole(body: Buffer): void;
}

const HEAD_END = "\r\n\r\n";

/**
 * Reads the requests of one connection (RFC 9112), one after the other, whose bodies have a length.
 *
 * node:http would respond, drain and close by rules of its own, where a fault has to happen at a certain byte.
 */
export class RequestReader {
  readonly #listener: RequestListener;
  #bytes = Buffer.alloc(0);
  #head: RequestHead | undefined;
  #begun = false;

  constructor(listener: RequestListener) {
    this.#listener = listener;
  }

  /** Takes the next bytes of the connection. */
  push(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    while (this.#bytes.length > 0) {
      if (!this.#begun) {
        this.#begun = true;
        this.#listener.begun();
      }
      if (!this.#head && !this.#readHead()) return;
      const body = this.#readBody();
      if (!body) return;
      this.#begun = false;
      this.#head = undefined;
      this.#listener.whole(body);
    }
  }

  #readHead(): boolean {
    const end = this.#bytes.indexOf(HEAD_END);
    if (end < 0) return false;
    this.#head = parseHead(this.#bytes.toString("latin1", 0, end));
    this.#bytes = this.#bytes.subarray(end + HEAD_END.length);
    this.#listener.head(this.#head);
    return true;
  }

  #readBody(): Buffer | undefined {
    const length = Number(this.#head?.headers["content-length"] ?? 0);
    if (this.#bytes.length < length) return undefined;
    const body = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return body;
  }
}

function parseHead(text: string): RequestHead {
  const [line = "", ...fields] = text.split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const colon = field.indexOf(":");
    const name = field.slice(0, colon).toLowerCase();
    const value = field.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { method, target, headers };
}
