import { readErrorBody } from "./error-body.ts";
import { ApiError } from "./errors.ts";
import type { Progress } from "./fetch.ts";
import type { Operation } from "./operation.ts";
import { type Outcome, outcomeOf, worse } from "./outcome.ts";
import { requestInfo } from "./request-info.ts";
import type { WireAnswer } from "./wire-request.ts";

/** The call that an answer belongs to. */
export interface Asked {
  readonly method: string;
  readonly operation: Operation | undefined;
  readonly progress: Progress;
}

const decoder = /* @__PURE__ */ new TextDecoder();

/** How much of a body that is not JSON an error keeps, in characters. */
const MOST_TEXT = 65_536;

/**
 * Makes the error for an answer with an error status.
 *
 * @param body Body of the answer, parsed if it was JSON.
 */
export function refused(asked: Asked, response: Response, body: unknown): ApiError {
  const { statusName, text } = readErrorBody(body);
  const said = (statusName ? ` ${statusName}` : "") + (text ? `: ${text}` : "");
  return apiError(asked, response, said, body === "" ? undefined : body, outcomeOf(response));
}

/** Reads an answer of the chain as `openapi-fetch` does, save that a success which is not JSON gets an error of ours. */
export async function readAnswer(asked: Asked, response: Response): Promise<WireAnswer> {
  const text = decoder.decode(await response.arrayBuffer());
  if (response.ok) return { data: readJson(asked, response, text), response };
  try {
    return { error: JSON.parse(text), response };
  } catch {
    return { error: text, response };
  }
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
  { method, operation, progress }: Asked,
  response: Response,
  said: string,
  whole: unknown,
  lastOutcome: Outcome,
  cause?: unknown,
): ApiError {
  const info = requestInfo({ method, url: response.url, operation });
  const outcome = worse(progress.outcome, lastOutcome);
  const body = typeof whole === "string" ? whole.slice(0, MOST_TEXT) : whole;
  const details = { ...readErrorBody(body), ...info, ...progress, outcome, cause, response, body };
  return new ApiError(`${method} ${info.url}: ${response.status}${said}`, details);
}
