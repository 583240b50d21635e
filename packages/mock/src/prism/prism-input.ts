import type { IncomingHttpHeaders } from "node:http";
import { parse } from "node:querystring";
import { canonicalAuthorization } from "../exchange/credentials.ts";
import { mediaTypeOf } from "../exchange/media-type.ts";
import { decodeBody } from "../exchange/request-body.ts";
import type { Violation } from "../exchange/violation.ts";
import type { IHttpRequest } from "./prism.ts";

/** A request, read to its end. */
export interface ApiRequest {
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** A request as Prism takes it, and why its body does not match its media type. */
export type PrismInput = IHttpRequest & { readonly fault: Violation | undefined };

/** Writes a request the way that Prism understands. */
export function prismInput({ method, query, headers, body }: ApiRequest, path: string): PrismInput {
  const mediaType = mediaTypeOf(headers["content-type"]);
  const { value, fault } = decodeBody(body, mediaType, headers["content-encoding"]);
  const { authorization, "content-type": contentType, ...rest } = headers;
  const sent = Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return {
    method: prismMethod(method),
    url: { path, query: definedOnly(parse(query)) },
    headers: {
      ...Object.fromEntries(sent),
      ...(authorization !== undefined && { authorization: canonicalAuthorization(authorization) }),
      ...(body.length > 0 && { "content-type": withParameters(mediaType, contentType) }),
      // Prism looks at the media type only where this header says that there is a body, so not in a chunked request.
      "content-length": String(body.length),
    },
    body: value,
    fault,
  };
}

/** A multipart body needs its boundary. */
function withParameters(mediaType: string, contentType = ""): string {
  return mediaType.startsWith("multipart/") ? contentType : mediaType;
}

function prismMethod(method: string): IHttpRequest["method"] {
  switch (method) {
    case "POST":
      return "post";
    case "PUT":
      return "put";
    case "PATCH":
      return "patch";
    case "DELETE":
      return "delete";
    case "HEAD":
      return "head";
    case "OPTIONS":
      return "options";
    case "TRACE":
      return "trace";
    default:
      return "get";
  }
}

function definedOnly(query: NodeJS.Dict<string | string[]>): Record<string, string | string[]> {
  const pairs = Object.entries(query);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string | string[]] => pair[1] !== undefined));
}
