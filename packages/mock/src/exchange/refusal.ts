import { problem } from "./answer.ts";
import { type Violation, violationText } from "./violation.ts";

const MAX_VIOLATIONS_IN_MESSAGE = 10;

/**
 * Puts what was wrong with a request into the body of its refusal. The body that the description gives as an example
 * gives the shape: wrapped `{ error: { message, … } }`, flat `{ code, message, details }`, OAuth
 * `{ error, error_description }`, or a problem of RFC 9457, which also serves where the example is empty.
 *
 * @param body The documented example; left as it is.
 * @param status The status of the response.
 * @returns The body to send; the example itself where it has another shape.
 */
export function refusalBody(body: unknown, violations: readonly Violation[], status: number): unknown {
  const message = refusalMessage(violations);
  if (body === undefined) return { ...problem(status, message), validation: violations };
  if (!isObject(body)) return body;
  if (isObject(body.error)) return { ...body, error: wrappedError(body.error, message, status) };
  if (typeof body.error === "string") return oauthError(body, message, violations);
  if ("type" in body && "title" in body) return { ...body, status, detail: message, validation: violations };
  if ("message" in body) return flatError(body, message, violations, status);
  return body;
}

/** All violations in one sentence, the first ten of them in full. */
export function refusalMessage(violations: readonly Violation[]): string {
  const texts = violations.slice(0, MAX_VIOLATIONS_IN_MESSAGE).map(violationText);
  const more = violations.length - texts.length;
  return `request is not valid: ${[...texts, ...(more > 0 ? [`and ${more} more`] : [])].join("; ")}`;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The details of this shape are encoded messages of undocumented types, so they stay empty. */
function wrappedError(error: JsonObject, message: string, status: number): JsonObject {
  return { ...error, message, ...statusFields(error, status), ...("details" in error && { details: [] }) };
}

function flatError(error: JsonObject, message: string, violations: readonly Violation[], status: number): JsonObject {
  return {
    ...error,
    message,
    ...statusFields(error, status),
    ...(Array.isArray(error.details) && { details: flatDetails(error.details, violations) }),
  };
}

function flatDetails(details: readonly unknown[], violations: readonly Violation[]): readonly JsonObject[] {
  const sample = details.filter(isObject).find((detail) => "field_violations" in detail);
  if (sample === undefined) return [];
  const field_violations = violations.map(({ path, message }) => ({ field: fieldName(path), description: message }));
  return [{ ...sample, field_violations }];
}

/** A field of the body goes by its bare name. */
function fieldName(path: string): string {
  return path.replace(/^body[.]/, "");
}

/** The example may be one for any failure, and then holds another status than the response has. */
function statusFields(error: JsonObject, status: number): JsonObject {
  return {
    ...(typeof error.code === "number" && { code: status }),
    ...("status" in error && { status: status === 401 ? "UNAUTHENTICATED" : "INVALID_ARGUMENT" }),
  };
}

/** RFC 6749 section 5.2: a value that is not supported has a name of its own, which the example gives. */
function oauthError(body: JsonObject, message: string, violations: readonly Violation[]): JsonObject {
  const isUnsupported = violations.every(({ code }) => code === "enum" || code === "const");
  return { ...body, error: isUnsupported ? body.error : "invalid_request", error_description: message };
}
