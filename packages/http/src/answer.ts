import { readErrorBody } from "./error-body.ts";
import { ApiError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import { requestInfo } from "./request-info.ts";

/** The request that an answer belongs to. */
export interface Asked {
  readonly method: string;
  readonly operation: Operation | undefined;
}

/**
 * Makes the error for an answer with an error status.
 *
 * @param body Body of the answer, parsed if it was JSON.
 */
export function refused({ method, operation }: Asked, response: Response, body: unknown): ApiError {
  const info = requestInfo({ method, url: response.url, operation });
  const content = readErrorBody(body === "" ? undefined : body);
  const name = content.statusName ? ` ${content.statusName}` : "";
  const said = content.text ? `: ${content.text}` : "";
  return new ApiError(`${info.method} ${info.url}: ${response.status}${name}${said}`, {
    ...info,
    ...content,
    outcome: response.status >= 500 ? "unknown" : "rejected",
    response,
    body: body === "" ? undefined : body,
  });
}

/**
 * Reads the body of a successful answer.
 *
 * @returns The parsed body, or `undefined` if it was empty.
 * @throws {ApiError} It is not JSON; `body` is its text.
 */
export function readJson({ method, operation }: Asked, response: Response, text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const info = requestInfo({ method, url: response.url, operation });
    throw new ApiError(`${info.method} ${info.url}: ${response.status} with a body that is not JSON`, {
      ...info,
      ...readErrorBody(undefined),
      outcome: "unknown",
      cause,
      response,
      body: text,
    });
  }
}
