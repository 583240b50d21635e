import { readErrorBody } from "./error-body.ts";
import { ApiError } from "./errors.ts";
import type { Operation } from "./operation.ts";
import type { Outcome } from "./outcome.ts";
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
export function refused(asked: Asked, response: Response, body: unknown): ApiError {
  const { statusName, text } = readErrorBody(body);
  const said = (statusName ? ` ${statusName}` : "") + (text ? `: ${text}` : "");
  return apiError(
    asked,
    response,
    said,
    body === "" ? undefined : body,
    response.status >= 500 ? "unknown" : "rejected",
  );
}

/**
 * Reads the body of a successful answer.
 *
 * @returns The parsed body, or `undefined` if it was empty.
 * @throws {ApiError} It is not JSON; `body` is its text.
 */
export function readJson(asked: Asked, response: Response, text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw apiError(asked, response, " with a body that is not JSON", text, "unknown", cause);
  }
}

function apiError(
  { method, operation }: Asked,
  response: Response,
  said: string,
  body: unknown,
  outcome: Outcome,
  cause?: unknown,
): ApiError {
  const info = requestInfo({ method, url: response.url, operation });
  const details = { ...readErrorBody(body), ...info, outcome, cause, response, body };
  return new ApiError(`${method} ${info.url}: ${response.status}${said}`, details);
}
