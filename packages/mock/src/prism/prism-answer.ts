import { documents, type Operation } from "../description/operation.ts";
import type { DescriptionName } from "../description-file.ts";
import { type Answer, problemAnswer } from "../exchange/answer.ts";
import { challenge, credentialsFault } from "../exchange/credentials.ts";
import type { Preference } from "../exchange/prefer.ts";
import { refusalBody } from "../exchange/refusal.ts";
import { type Violation, violationText } from "../exchange/violation.ts";
import { problemBody } from "../world/problem.ts";
import { expected } from "./expected.ts";
import type { IPrismOutput } from "./prism.ts";
import { type IHttpResponse, ProblemJsonError } from "./prism.ts";
import type { ApiRequest } from "./prism-input.ts";
import { violationsOf } from "./prism-violations.ts";

type Output = IPrismOutput<IHttpResponse>;

/** What a call of Prism resolves to. */
export type PrismResult =
  | { readonly _tag: "Left"; readonly left: Error }
  | { readonly _tag: "Right"; readonly right: Output };

/** What the response was asked with. */
export interface Asked {
  readonly api: DescriptionName;
  readonly request: ApiRequest;
  readonly operation: Operation;
  readonly preference: Preference;
  /** The body as Prism had it. */
  readonly body: unknown;
  /** Why the body does not match its media type. */
  readonly fault: Violation | undefined;
  /** Members that the description does not have, which is why Prism refused the request too. */
  readonly unknown: readonly Violation[];
  /** What Prism does not see in the query. */
  readonly queryFaults: readonly Violation[];
}

/** Prism names its findings in this header; so do we, as far as they fit. */
const MAX_VIOLATIONS_HEADER_LENGTH = 4000;

/** Turns what Prism made of a request into the response to it, which says what was wrong. */
export function answerOf(result: PrismResult, asked: Asked): Answer {
  if (result._tag === "Left") return prismProblem(result.left, asked);
  const { output, validations } = result.right;
  const { operation, preference } = asked;

  const broken = violationsOf(validations.output, output.body);
  if (broken.length > 0) {
    const kind = preference.dynamic ? "generated response" : "example";
    const where = `the ${kind} for ${output.statusCode} of ${operation.iid ?? operation.path}`;
    return problemAnswer(500, `${where} violates the description: ${broken.map(violationText).join("; ")}`, broken);
  }

  const found = [...asked.unknown, ...violationsOf(validations.input, asked.body)];
  const violations = requestViolations(found, asked);
  if (violations.length > 0) {
    return refusal(found.length > 0 ? output : documentedRefusal(operation), expected(violations, operation), asked);
  }

  // Where Prism finds no response of the media type and the status, it gives that of another status.
  if (preference.code !== undefined && preference.code !== output.statusCode) return notAcceptable(asked);
  return { status: output.statusCode, headers: headersOf(output, operation), body: output.body, violations: [] };
}

/** Prism could say little about a body that it could not read; what we know about that takes its place. */
function requestViolations(prismFound: readonly Violation[], asked: Asked): readonly Violation[] {
  if (prismFound.some(({ code }) => code === "security")) return prismFound;
  const { fault, queryFaults, request } = asked;
  const found = [...prismFound, ...queryFaults];
  const contentType = request.headers["content-type"];
  const mediaType = found.find(({ path }) => path === "header.content-type");
  if (mediaType !== undefined) {
    const given = contentType === undefined ? "it is missing" : `found '${contentType}'`;
    return found.map((one) => (one === mediaType ? { ...one, message: `${one.message}; ${given}` } : one));
  }
  return fault === undefined ? found : [fault, ...found.filter(({ path }) => !path.startsWith("body"))];
}

/** How an operation refuses what Prism lets pass; as Prism chooses otherwise. */
function documentedRefusal({ responses }: Operation): Output["output"] {
  const codes = ["422", "400", "4XX", "default"];
  const response = codes.map((code) => responses.find((one) => one.code === code)).find((one) => one !== undefined);
  if (response === undefined) return { statusCode: 422 };
  const [content] = response.contents ?? [];
  const [example] = content?.examples ?? [];
  return {
    statusCode: response.code === "422" ? 422 : 400,
    headers: content === undefined ? {} : { "content-type": content.mediaType },
    body: example !== undefined && "value" in example ? example.value : undefined,
  };
}

function refusal(output: Output["output"], violations: readonly Violation[], asked: Asked): Answer {
  const { operation } = asked;
  const status = output.statusCode;
  const headers: Record<string, string> = {
    ...headersOf(output, operation),
    "sl-violations": violationsHeader(violations),
  };
  if (status === 401 && documents(operation, "401", "4XX")) {
    const body = problemBody(asked.api, status, credentialsFault(asked.request.headers.authorization, operation));
    return { status, headers: { ...headers, "content-type": "application/json" }, body, violations };
  }
  const contentType = headers["content-type"] ?? "application/problem+json";
  return {
    status,
    headers: { ...headers, "content-type": contentType },
    body: refusalBody(output.body, violations, status),
    violations,
  };
}

function prismProblem(error: Error, asked: Asked): Answer {
  if (error instanceof ProblemJsonError && error.status !== 406) return problemAnswer(error.status, error.detail);
  return asked.request.headers.accept === undefined
    ? problemAnswer(500, `Prism has no response: ${error.message}`)
    : notAcceptable(asked);
}

function notAcceptable({ request }: Asked): Answer {
  return problemAnswer(406, `there is no documented response of the media type ${request.headers.accept}`);
}

function headersOf({ headers = {}, body, statusCode }: Output["output"], operation: Operation): Record<string, string> {
  // Prism has null for a header that it cannot make up, whatever its types say, and a media type for no body at all.
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const present = named.filter(
    ([name, value]) => (value ?? null) !== null && (name !== "content-type" || body !== undefined),
  );
  return {
    ...(statusCode === 401 && { "www-authenticate": challenge(operation) || "Bearer" }),
    ...Object.fromEntries(present.map(([name, value]) => [name, String(value)])),
  };
}

/** In Prism's own form, cut to a length that every client takes; headers carry ASCII only. */
function violationsHeader(violations: readonly Violation[]): string {
  const findings = violations.slice(0, 100).map(({ path, code, message }) => ({
    location: path.split(/[.[\]]+/).filter((name) => name !== ""),
    severity: "Error",
    code,
    message: message.length > 500 ? `${message.slice(0, 500)}…` : message,
  }));
  let header = asciiJson(findings);
  while (header.length > MAX_VIOLATIONS_HEADER_LENGTH && findings.length > 1) {
    findings.pop();
    header = asciiJson(findings);
  }
  return header;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
