import { forPrism, type Operation } from "../description/descriptions.ts";
import type { DescriptionName } from "../description-file.ts";
import { type Answer, problemAnswer } from "../exchange/answer.ts";
import { isAccept } from "../exchange/media-type.ts";
import { checkPreference, isEverywhere, PreferError, type Preference, parsePrefer } from "../exchange/prefer.ts";
import { createInstance, createLogger, type IHttpConfig, type IPrismDiagnostic } from "../prism/prism.ts";
import { answerOf, type PrismResult } from "../prism/prism-answer.ts";
import { type ApiRequest, prismInput } from "../prism/prism-input.ts";
import { queryFaults } from "../prism/query-faults.ts";
import { writableBody } from "../prism/read-only.ts";
import { reworded } from "../prism/reworded.ts";
import { problemBody } from "../world/problem.ts";
import { createRouter, type Match } from "./router.ts";
import type { Services } from "./services.ts";

/** A response, and the operation that it is from, if the request led to one. */
export interface Reply {
  readonly answer: Answer;
  readonly operationId?: string | undefined;
  /** Members of the request's body that the service sets itself and that were ignored, such as `body.id`. */
  readonly ignored?: readonly string[];
  /** Whether the connection is cut in place of a response. */
  readonly isCut?: boolean;
}

/** A request that Prism found to be allowed. */
export interface Allowed {
  readonly operation: Operation;
  /** Its path, the values escaped. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  readonly requestId: string;
}

/** A response, and the body of the request as it was understood. */
export type Asked = Reply & { readonly body?: unknown };

/** What responds in place of the examples. */
export interface Hooks {
  /** Responds to a request that is allowed; `undefined` leaves it to the example. */
  obey(allowed: Allowed): Answer | undefined | Promise<Answer | undefined>;
  /** Has its way before and after a request is obeyed. */
  around?(
    request: ApiRequest,
    operation: Operation,
    path: string,
    run: (requestId: string) => Promise<Asked>,
  ): Promise<Reply>;
}

/** Responds to the requests to one API. */
export type Responder = (request: ApiRequest) => Promise<Reply>;

/** Generated responses can violate their own description, so another is generated, this many times. */
const MAX_DYNAMIC_ATTEMPTS = 5;

/**
 * Makes the responder of an API: our router in front of Prism, and after it, for a request that is allowed, what responds in place of the examples.
 *
 * @param hooks What responds in place of the examples. @default nothing
 * @param services What else is served, for a path that is not of this API. @default nothing
 */
export function createResponder(
  api: DescriptionName,
  operations: readonly Operation[],
  hooks?: Hooks,
  services?: Services,
): Responder {
  const route = createRouter(operations);
  services?.add(api, route);
  const prepared = new Map(operations.map((operation) => [operation, forPrism(operation)]));
  const prism = createInstance(config({}), { logger: createLogger("mock", { level: "silent" }) });

  async function ask(
    request: ApiRequest,
    operation: Operation,
    path: string,
    wanted: Preference,
    requestId: string,
  ): Promise<Asked> {
    const { code } = wanted;
    const isForAll = isEverywhere(wanted, operation);
    const preference: Preference = isForAll ? {} : wanted;
    const sent = prismInput(request, path);
    const { value, ignored } = writableBody(sent.body, operation.request?.body?.contents?.[0]?.schema);
    const input = { ...sent, body: value };
    let result: PrismResult;
    let attempt = 0;
    do {
      attempt++;
      const seed = attempt === 1 ? preference.seed : preference.seed && `${preference.seed} ${attempt}`;
      const preferred = { ...preference, ...(seed !== undefined && { seed }) };
      result = await prism.request(input, [prepared.get(operation) ?? operation], config(preferred))();
    } while (preference.dynamic && attempt < MAX_DYNAMIC_ATTEMPTS && isBroken(result));
    const { findings, unknown } = await reworded(
      findingsOf(result),
      input.body,
      prepared.get(operation) ?? operation,
      async (meant, kind) => findingsOf(await prism.request({ ...input, body: meant }, [kind], config(preference))()),
    );
    const answer = answerOf(withFindings(result, findings), {
      api,
      request,
      operation,
      preference,
      body: input.body,
      fault: input.fault,
      unknown,
      queryFaults: queryFaults(request.query, operation),
    });
    const { body } = input;
    if (isForAll && code !== undefined && answer.status < 300) {
      return { operationId: operation.iid, ignored, answer: failureAnswer(api, code), body };
    }
    const isAllowed = isPlain(preference) && answer.status < 300;
    const allowed = { operation, path, query: request.query, body, requestId };
    const own = isAllowed ? await hooks?.obey(allowed) : undefined;
    return { operationId: operation.iid, ignored, answer: own ?? answer, body };
  }

  return async (request) => {
    const { method, path, headers } = request;
    const match = route(method, path);
    if (match.found !== "operation") return { answer: lost(api, request, match, services) };
    const { operation } = match;
    const operationId = operation.iid;
    if (headers.accept !== undefined && !isAccept(headers.accept)) {
      return { operationId, answer: problemAnswer(406, "the Accept header is not a list of media types") };
    }
    try {
      const preference = parsePrefer(headers.prefer?.toString() ?? "");
      checkPreference(preference, operation);
      const run = (requestId: string) => ask(request, operation, match.path, preference, requestId);
      return await (hooks?.around?.(request, operation, match.path, run) ?? run(""));
    } catch (error) {
      if (!(error instanceof PreferError)) throw error;
      const violation = { path: "header.prefer", code: "prefer", message: error.message };
      return { operationId, answer: problemAnswer(400, `Prefer: ${error.message}`, [violation]) };
    }
  };
}

/** Prism writes into what it is given, so that each request needs a configuration of its own. */
function config({ code, example, dynamic = false, seed }: Preference): IHttpConfig {
  return {
    isProxy: false,
    mock: {
      dynamic,
      ...(code !== undefined && { code }),
      ...(example !== undefined && { exampleKey: example }),
      ...(seed !== undefined && { seed }),
    },
    validateRequest: true,
    validateResponse: true,
    checkSecurity: true,
    errors: false,
    upstreamProxy: undefined,
  };
}

/** A failure that no example is documented for, in the form that the API gives its failures. */
function failureAnswer(api: DescriptionName, status: number): Answer {
  const body = problemBody(api, status, `asked for by Prefer: code=${status}`);
  return { status, headers: { "content-type": "application/json" }, body, violations: [] };
}

/** Whether no documented example was asked for, so that the world may respond. */
function isPlain({ code, example, dynamic }: Preference): boolean {
  return code === undefined && example === undefined && !dynamic;
}

function isBroken(result: PrismResult): boolean {
  return result._tag === "Right" && result.right.validations.output.some(({ severity }) => severity === 0);
}

function findingsOf(result: PrismResult): readonly IPrismDiagnostic[] {
  return result._tag === "Right" ? result.right.validations.input : [];
}

function withFindings(result: PrismResult, input: readonly IPrismDiagnostic[]): PrismResult {
  if (result._tag === "Left") return result;
  return { ...result, right: { ...result.right, validations: { ...result.right.validations, input: [...input] } } };
}

function lost(
  api: DescriptionName,
  { method, path }: ApiRequest,
  match: Exclude<Match, { found: "operation" }>,
  services?: Services,
): Answer {
  if (match.found === "path") {
    const methods = match.methods.join(", ");
    return problemAnswer(405, `${method} ${path}: this path takes ${methods}`, [], { allow: methods });
  }
  const other = services?.elsewhere(api, method, path);
  const near = match.hint === undefined ? "" : `; did you mean ${match.hint}?`;
  const hint = other === undefined ? near : `; ${other}`;
  return problemAnswer(404, `${method} ${path} is not in the description of the ${api} API${hint}`);
}
