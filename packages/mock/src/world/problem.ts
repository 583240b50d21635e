import { STATUS_CODES } from "node:http";
import type { DescriptionName } from "../description-file.ts";
import type { JsonObject } from "./json.ts";

/** The names of errors by status, as gRPC has them. */
const NAMES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Why the world refuses a request that its description allows. */
export class WorldProblem extends Error {
  override readonly name = "WorldProblem";
  readonly status: number;
  /** The field of the request that is to blame. */
  readonly field: string | undefined;

  constructor(status: number, message: string, field?: string) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

/** Says that there is no such thing. */
export function notFound(what: string, id: string): WorldProblem {
  return new WorldProblem(404, `there is no ${what} ${id}`);
}

/** The body of a failure, in the form that an API gives its failures. */
export function problemBody(api: DescriptionName, status: number, message: string, field?: string): JsonObject {
  if (api === "auth") {
    const names: Readonly<Record<number, string>> = { 400: "invalid_request", 401: "invalid_client" };
    return { error: names[status] ?? "temporarily_unavailable", error_description: message };
  }
  const name = NAMES[status] ?? (STATUS_CODES[status] ?? "UNKNOWN").toUpperCase().replaceAll(/[^A-Z]+/g, "_");
  const error = { code: status, message, status: name };
  if (api !== "batch") return { error: { ...error, details: [] } };
  const violation = { field, description: message };
  const detail = { "@type": "type.googleapis.com/google.rpc.BadRequest", field_violations: [violation] };
  return { ...error, details: status === 400 && field !== undefined ? [detail] : [] };
}
