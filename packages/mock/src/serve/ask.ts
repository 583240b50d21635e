import { forPrism, type Operation } from "../description/operation.ts";
import type { DescriptionName } from "../description-file.ts";
import type { Answer } from "../exchange/answer.ts";
import { isEverywhere, type Preference } from "../exchange/prefer.ts";
import { createInstance, createLogger, type IHttpConfig, type IPrismDiagnostic } from "../prism/prism.ts";
import { answerOf, type PrismResult } from "../prism/prism-answer.ts";
import { type ApiRequest, prismInput } from "../prism/prism-input.ts";
import { queryFaults } from "../prism/query-faults.ts";
import { writableBody } from "../prism/read-only.ts";
import { reworded } from "../prism/reworded.ts";
import { problemBody } from "../world/problem.ts";
import type { Asked, Hooks } from "./hooks.ts";

/** Gets the response to a request to an operation. */
export type Ask = (
  request: ApiRequest,
  operation: Operation,
  path: string,
  wanted: Preference,
  requestId: string,
) => Promise<Asked>;

/** Generated responses can violate their own description, so another is generated, this many times. */
const MAX_DYNAMIC_ATTEMPTS = 5;

/** Makes what asks Prism about the requests to an API, and after it, about one that is allowed, the hooks. */
export function createAsk(api: DescriptionName, hooks?: Hooks): Ask {
  const preparedFor = new WeakMap<Operation, Operation>();
  const prism = createInstance(config({}), { logger: createLogger("mock", { level: "silent" }) });

  return async function ask(
    request: ApiRequest,
    operation: Operation,
    path: string,
    wanted: Preference,
    requestId: string,
  ): Promise<Asked> {
    const { code } = wanted;
    const prepared = preparedFor.get(operation) ?? forPrism(operation);
    preparedFor.set(operation, prepared);
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
      result = await prism.request(input, [prepared], config(preferred))();
    } while (preference.dynamic && attempt < MAX_DYNAMIC_ATTEMPTS && isBroken(result));
    const { findings, unknown } = await reworded(findingsOf(result), input.body, prepared, async (meant, kind) =>
      findingsOf(await prism.request({ ...input, body: meant }, [kind], config(preference))()),
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
