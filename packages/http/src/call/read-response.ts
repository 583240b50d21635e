import { requestInfo } from "../chain/request.ts";
import { readErrorBody } from "../errors/error-body.ts";
import { ApiError } from "../errors/errors.ts";
import { type Outcome, outcomeOf, worse } from "../errors/outcome.ts";
import { plainText } from "../errors/platform-error.ts";
import type { Asked, WireResult } from "./wire-run.ts";

/** How much of a body that is not JSON an error keeps, in characters. */
const MOST_TEXT = 65_536;

/**
 * Makes the error for a response with an error status.
 *
 * @param body Body of the response, parsed if it was JSON.
 */
export function refused(asked: Asked, response: Response, body: unknown): ApiError {
  const { statusName, text } = readErrorBody(body);
  const said = (statusName ? ` ${statusName}` : "") + (text ? `: ${text}` : "");
  return apiError(asked, response, said, body === "" ? undefined : body, outcomeOf(response));
}

let decoder: TextDecoder | undefined;

/** Reads a response of the chain as `openapi-fetch` does, but a success that is not JSON gets an error of ours. */
export async function readResponse(asked: Asked, response: Response): Promise<WireResult> {
  // One for all, since making it costs more than what it does; made late, since a test environment may lack it.
  decoder ??= new TextDecoder();
  const text = decoder.decode(await response.arrayBuffer());
  if (response.ok) return { data: readJson(asked, response, text), response };
  try {
    return { error: JSON.parse(text), response };
  } catch {
    return { error: text, response };
  }
}

/**
 * Reads the body of a success.
 *
 * @returns The parsed body, or `undefined` if it was empty.
 * @throws {ApiError} It is not JSON; `body` is its text.
 */
export function readJson(asked: Asked, response: Response, text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The platform's error is left out, since it quotes the body.
    throw apiError(asked, response, " with a body that is not JSON", text, "unknown");
  }
}

/**
 * Checks that a success holds what makes it one: without the id of what was sent, nobody can tell whether it was.
 *
 * @throws {ApiError} It lacks the object, an id or the list; `outcome` is `"unknown"`.
 */
export function checkResult(asked: Asked, response: Response, data: unknown): void {
  const { result, pagination } = asked.operation ?? {};
  if (!result) return;
  const missing = missingOf(data, result, pagination?.items);
  if (missing) throw apiError(asked, response, ` without ${missing}`, data, "unknown");
}

function missingOf(data: unknown, members: readonly string[], list: string | undefined): string | undefined {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return "an object";
  const found = data as Record<string, unknown>;
  const missing = members.find((name) => typeof found[name] !== "string" || found[name] === "");
  if (missing !== undefined) return missing;
  // An empty list may be left out.
  const items = list === undefined ? undefined : found[list];
  return items === undefined || items === null || Array.isArray(items) ? undefined : `a list of ${list}`;
}

function apiError(
  { method, operation, attempts, outcome: earlier }: Asked,
  response: Response,
  said: string,
  whole: unknown,
  last: Outcome,
): ApiError {
  const info = requestInfo({ method, url: response.url, operation });
  const body = typeof whole === "string" ? whole.slice(0, MOST_TEXT) : whole;
  const details = { ...readErrorBody(body), ...info, attempts, outcome: worse(earlier, last), response, body };
  return new ApiError(`${method} ${info.url}: ${response.status}${plainText(said)}`, details);
}
