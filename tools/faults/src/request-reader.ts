/** How much of a request the server has seen. */
export type Moment = "connection" | "first byte" | "head" | "whole";

/** The parts of a request. What has not come yet is empty. */
export interface RequestParts {
  readonly method: string;
  /** The request target, byte by byte as it was sent. */
  readonly target: string;
  /** By lower-case name; values of one name are joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const NOTHING_YET: RequestParts = { method: "", target: "", headers: {}, body: "" };

const HEAD_END = "\r\n\r\n";

/**
 * Reads the requests of one connection (RFC 9112), one after the other, whose bodies have a length.
 *
 * node:http would respond, drain and close by rules of its own, where a fault has to happen at a certain byte.
 *
 * @param reached Called for each request at its first byte, when its head has come, and when it is whole.
 * @returns Takes the next bytes of the connection.
 */
export function requestReader(reached: (seen: Moment, request: RequestParts) => void): (bytes: Buffer) => void {
  let bytes = Buffer.alloc(0);
  let seen: Moment = "whole";
  let request = NOTHING_YET;
  const reach = (moment: Moment, parts: RequestParts): void => {
    seen = moment;
    request = parts;
    reached(seen, request);
  };
  const take = (length: number): Buffer => {
    const taken = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return taken;
  };
  return (more) => {
    bytes = Buffer.concat([bytes, more]);
    while (bytes.length > 0) {
      if (seen === "whole") reach("first byte", NOTHING_YET);
      if (seen === "first byte") {
        const end = bytes.indexOf(HEAD_END);
        if (end < 0) return;
        reach("head", headOf(take(end + HEAD_END.length).toString("latin1", 0, end)));
      }
      const length = Number(request.headers["content-length"] ?? 0);
      if (bytes.length < length) return;
      reach("whole", { ...request, body: take(length).toString() });
    }
  };
}

function headOf(text: string): RequestParts {
  const [line = "", ...fields] = text.split("\r\n");
  const [method = "", target = ""] = line.split(" ");
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const colon = field.indexOf(":");
    const name = field.slice(0, colon).toLowerCase();
    const value = field.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { method, target, headers, body: "" };
}
